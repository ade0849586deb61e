package main

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// The management cluster itself has no nodes. Who wants pods to become ready in it asks for some: a scheduler, and kwok, which
// says what kubelets would say and runs nothing.

const (
	pretended = "capi-stack/pretended" // the label of these nodes
	mostNodes = 1000
)

var nodeResource = schema.GroupVersionResource{Version: "v1", Resource: "nodes"}

func nodeComponents(f folder, programs string, first int) []component {
	at := func(offset int) string { return net.JoinHostPort(loopback, strconv.Itoa(first+offset)) }
	return []component{
		{"scheduler", "kube-scheduler", []string{
			"--kubeconfig=" + f.kubeconfig(), "--leader-elect=false", "--bind-address=" + loopback, fmt.Sprintf("--secure-port=%d", first+scheduler),
			"--tls-cert-file=" + f.path("pki", "tls.crt"), "--tls-private-key-file=" + f.path("pki", "tls.key"),
			"--authentication-skip-lookup", "--client-ca-file=" + f.path("pki", "ca.crt"),
		}, "https://" + at(scheduler) + "/healthz"},
		{"kwok", "kwok", []string{
			"--kubeconfig=" + f.kubeconfig(), "--config=" + filepath.Join(programs, "manifests", "kwok.yaml"),
			"--manage-nodes-with-label-selector=" + pretended, "--server-address=" + at(kwok), "--node-ip=" + loopback, "--node-lease-duration-seconds=40",
		}, "http://" + at(kwok) + "/readyz"},
	}
}

// nodes sees to it that there are so many; none also ends the programs behind them.
func (s stack) nodes(ctx context.Context, wanted int) error {
	if err := s.lock(); err != nil {
		return err
	}
	kept, err := s.state()
	if err != nil {
		return err
	}
	if err := s.mustRun(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	s.programs = kept.Programs
	kept.Nodes = wanted
	if err := s.keep(kept); err != nil {
		return err
	}
	if err := s.settle(ctx, kept); err != nil {
		return err
	}
	if wanted > 0 {
		return nil
	}
	for _, c := range nodeComponents(s.folder, kept.Programs, kept.FirstPort) {
		if err := s.stop(c); err != nil {
			return err
		}
	}
	return nil
}

// settle brings the nodes to what the state says.
func (s stack) settle(ctx context.Context, kept state) error {
	client, err := s.client()
	if err != nil {
		return err
	}
	if kept.Nodes > 0 {
		for _, c := range nodeComponents(s.folder, kept.Programs, kept.FirstPort) {
			if s.running(c) != 0 {
				continue
			}
			if err := s.launch(ctx, []component{c}); err != nil {
				return err
			}
		}
	}
	if err := apply(ctx, client, nodeObjects(kept.Nodes)); err != nil {
		return err
	}
	return awaitNodes(ctx, client, kept.Nodes)
}

func nodeObjects(count int) []*unstructured.Unstructured {
	var made []*unstructured.Unstructured
	for i := 1; i <= count; i++ {
		name := nodeName(i)
		made = append(made, &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Node",
			"metadata": map[string]any{"name": name, "labels": map[string]any{
				pretended: "yes", "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
			}},
		}})
	}
	return made
}

func nodeName(i int) string { return fmt.Sprintf("node-%d", i) }

// awaitNodes takes away the nodes that are too many, and waits until the others are ready.
func awaitNodes(ctx context.Context, client dynamic.Interface, wanted int) error {
	names := map[string]bool{}
	for i := 1; i <= wanted; i++ {
		names[nodeName(i)] = true
	}
	for {
		list, err := client.Resource(nodeResource).List(ctx, metav1.ListOptions{LabelSelector: pretended})
		if err != nil {
			return err
		}
		ready := 0
		for _, each := range list.Items {
			if !names[each.GetName()] {
				if err := client.Resource(nodeResource).Delete(ctx, each.GetName(), metav1.DeleteOptions{}); err != nil {
					return err
				}
			} else if holds(&each, "Ready") {
				ready++
			}
		}
		if ready == wanted {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("only %d of %d nodes are ready", ready, wanted)
		case <-time.After(100 * time.Millisecond):
		}
	}
}
