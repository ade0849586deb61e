package main

import (
	"fmt"
	"net"
	"strconv"
)

const loopback = "127.0.0.1"

// A component is one process of the stack. Its first argument names the stack's folder and tells it from those of other stacks.
type component struct {
	name      string
	program   string
	arguments []string
	ready     string // a URL that answers 200 as soon as the component can work
}

// components are all of a stack, in the order in which they are started.
func components(f folder, first int) []component {
	at := func(offset int) string { return net.JoinHostPort(loopback, strconv.Itoa(first+offset)) }
	port := func(offset int) string { return strconv.Itoa(first + offset) }
	pki := func(name string) string { return f.path("pki", name) }
	etcdPeer := "https://" + at(etcdPeers)
	manager := func(name string, webhooks, health int, more ...string) component {
		return component{name, name, append([]string{
			"--kubeconfig=" + f.kubeconfig(), "--webhook-port=" + port(webhooks), "--webhook-cert-dir=" + f.path("pki"), "--health-addr=" + at(health),
		}, more...), "http://" + at(health) + "/readyz"}
	}
	published := []string{"--diagnostics-address=0", "--insecure-diagnostics", "--feature-gates=MachinePool=true,ClusterTopology=true"}
	return []component{
		{"etcd", "etcd", []string{
			"--data-dir=" + f.path("etcd"), "--name=stack", "--log-level=warn",
			"--listen-client-urls=https://" + at(etcdClients), "--advertise-client-urls=https://" + at(etcdClients),
			"--listen-peer-urls=" + etcdPeer, "--initial-advertise-peer-urls=" + etcdPeer, "--initial-cluster=stack=" + etcdPeer,
			"--cert-file=" + pki("tls.crt"), "--key-file=" + pki("tls.key"), "--trusted-ca-file=" + pki("ca.crt"), "--client-cert-auth",
			"--peer-cert-file=" + pki("tls.crt"), "--peer-key-file=" + pki("tls.key"), "--peer-trusted-ca-file=" + pki("ca.crt"), "--peer-client-cert-auth",
		}, "https://" + at(etcdClients) + "/readyz"},
		{"apiserver", "kube-apiserver", []string{
			"--cert-dir=" + f.path("pki"), "--bind-address=" + loopback, "--advertise-address=" + loopback, "--secure-port=" + port(apiServer), "--endpoint-reconciler-type=none",
			"--tls-cert-file=" + pki("tls.crt"), "--tls-private-key-file=" + pki("tls.key"), "--client-ca-file=" + pki("ca.crt"),
			"--etcd-servers=https://" + at(etcdClients), "--etcd-cafile=" + pki("ca.crt"), "--etcd-certfile=" + pki("admin.crt"), "--etcd-keyfile=" + pki("admin.key"),
			"--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file=" + pki("sa.pub"),
			"--service-account-signing-key-file=" + pki("sa.key"), "--service-cluster-ip-range=10.0.0.0/24", "--authorization-mode=RBAC",
		}, "https://" + at(apiServer) + "/readyz"},
		{"controllers", "kube-controller-manager", []string{
			"--kubeconfig=" + f.kubeconfig(), "--authentication-skip-lookup", "--client-ca-file=" + pki("ca.crt"),
			"--bind-address=" + loopback, "--secure-port=" + port(controllerManager),
			"--tls-cert-file=" + pki("tls.crt"), "--tls-private-key-file=" + pki("tls.key"), "--leader-elect=false",
			"--service-account-private-key-file=" + pki("sa.key"), "--root-ca-file=" + pki("ca.crt"), "--controllers=" + kubernetesControllers,
		}, "https://" + at(controllerManager) + "/healthz"},
		manager("core", coreWebhooks, coreHealth, published...),
		manager("bootstrap", bootstrapWebhooks, bootstrapHealth, published...),
		manager("controlplane", controlPlaneWebhooks, controlPlaneHealth, published...),
		manager("infra", infrastructureWebhooks, infrastructureHealth, "--debug-port="+port(debug),
			"--first-port="+port(forWorkloads), fmt.Sprintf("--last-port=%d", first+blockSize-1)),
	}
}

// What Cluster API and packs need of Kubernetes itself.
const kubernetesControllers = "namespace-controller,garbage-collector-controller,clusterrole-aggregation-controller," +
	"serviceaccount-controller,serviceaccount-token-controller,root-ca-certificate-publisher-controller," +
	"deployment-controller,replicaset-controller,statefulset-controller,daemonset-controller,job-controller,cronjob-controller," +
	"endpointslice-controller,node-lifecycle-controller,disruption-controller,pod-garbage-collector-controller,ttl-after-finished-controller"
