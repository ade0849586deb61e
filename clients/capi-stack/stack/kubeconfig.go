package main

import (
	"fmt"
	"os"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// writeKubeconfig puts all that a client needs into one file, so that it may be copied.
func (f folder) writeKubeconfig(first int) error {
	ca, err := os.ReadFile(f.path("pki", "ca.crt"))
	if err != nil {
		return err
	}
	certificate, err := os.ReadFile(f.path("pki", "admin.crt"))
	if err != nil {
		return err
	}
	key, err := os.ReadFile(f.path("pki", "admin.key"))
	if err != nil {
		return err
	}
	config := clientcmdapi.NewConfig()
	config.Clusters["capi-stack"] = &clientcmdapi.Cluster{
		Server: fmt.Sprintf("https://%s:%d", loopback, first+apiServer), CertificateAuthorityData: ca,
	}
	config.AuthInfos["easel-admin"] = &clientcmdapi.AuthInfo{ClientCertificateData: certificate, ClientKeyData: key}
	config.Contexts["capi-stack"] = &clientcmdapi.Context{Cluster: "capi-stack", AuthInfo: "easel-admin"}
	config.CurrentContext = "capi-stack"
	text, err := clientcmd.Write(*config)
	if err != nil {
		return err
	}
	return f.write("kubeconfig", text)
}
