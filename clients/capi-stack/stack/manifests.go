package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// Who serves the webhooks of each provider.
var providers = map[string]int{
	"core": coreWebhooks, "bootstrap": bootstrapWebhooks, "controlplane": controlPlaneWebhooks, "infra": infrastructureWebhooks,
}

// What only makes sense inside a cluster.
var inClusterOnly = []string{"Deployment", "Service", "Certificate", "Issuer"}

// render writes the manifests as they stand in the modules. It is done once, when the stack is built.
func render(out, capi, test, kwok string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, path := range map[string]string{
		"core":         filepath.Join(capi, "core/config/default"),
		"bootstrap":    filepath.Join(capi, "bootstrap/kubeadm/config/default"),
		"controlplane": filepath.Join(capi, "controlplane/kubeadm/config/default"),
		"infra":        filepath.Join(test, "infrastructure/docker/config/default"),
		"kwok":         filepath.Join(kwok, "kustomize/stage/fast"),
	} {
		text, err := kustomize(path)
		if err != nil {
			return fmt.Errorf("manifests of %s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(out, name+".yaml"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// kustomize works in the folder itself: it would read a path with an @ as an address of git.
func kustomize(path string) ([]byte, error) {
	home, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if err := os.Chdir(path); err != nil {
		return nil, err
	}
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), ".")
	if err != nil {
		return nil, err
	}
	if err := os.Chdir(home); err != nil {
		return nil, err
	}
	return resources.AsYaml()
}

// Manifests are what the API server must hold before the managers start, and after it.
type manifests struct {
	definitions, roles, webhooks []*unstructured.Unstructured
}

// manifests reads what was rendered and points its webhooks to the components of this stack.
func (f folder) manifests(programs string, first int) (manifests, error) {
	var m manifests
	ca, err := os.ReadFile(f.path("pki", "ca.crt"))
	if err != nil {
		return m, err
	}
	for _, name := range slices.Sorted(maps.Keys(providers)) { // in one order, for the digest
		text, err := os.ReadFile(filepath.Join(programs, "manifests", name+".yaml"))
		if err != nil {
			return m, err
		}
		caller := clientConfig{fmt.Sprintf("https://%s:%d", loopback, first+providers[name]), base64.StdEncoding.EncodeToString(ca)}
		for _, part := range bytes.Split(text, []byte("\n---\n")) {
			object := &unstructured.Unstructured{}
			if err := yaml.Unmarshal(part, &object.Object); err != nil {
				return m, fmt.Errorf("manifests of %s: %w", name, err)
			}
			if err := m.take(object, caller); err != nil {
				return m, fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
			}
		}
	}
	return m, nil
}

func (m *manifests) take(object *unstructured.Unstructured, caller clientConfig) error {
	kind := object.GetKind()
	if slices.Contains(inClusterOnly, kind) {
		return nil
	}
	if strings.HasSuffix(kind, "WebhookConfiguration") {
		kept, err := caller.webhooks(object)
		if kept {
			m.webhooks = append(m.webhooks, object)
		}
		return err
	}
	if kind != "CustomResourceDefinition" {
		m.roles = append(m.roles, object)
		return nil
	}
	if ofDocker(object.GetName()) {
		return nil
	}
	m.definitions = append(m.definitions, object)
	return caller.conversion(object)
}

// ofDocker tells what belongs to the part of the dev provider that starts containers, which this stack does not run.
func ofDocker(resource string) bool {
	return strings.HasPrefix(resource, "docker") || strings.HasPrefix(resource, "devmachinepool")
}

// A clientConfig says how the API server reaches the webhooks of one provider.
type clientConfig struct{ address, authority string }

func (c clientConfig) set(holder map[string]any) error {
	path, _, err := unstructured.NestedString(holder, "clientConfig", "service", "path")
	if err != nil {
		return err
	}
	return unstructured.SetNestedMap(holder, map[string]any{"url": c.address + path, "caBundle": c.authority}, "clientConfig")
}

func (c clientConfig) conversion(definition *unstructured.Unstructured) error {
	unstructured.RemoveNestedField(definition.Object, "metadata", "annotations", "cert-manager.io/inject-ca-from")
	webhook, found, err := unstructured.NestedMap(definition.Object, "spec", "conversion", "webhook")
	if err != nil || !found {
		return err
	}
	if err := c.set(webhook); err != nil {
		return err
	}
	return unstructured.SetNestedMap(definition.Object, webhook, "spec", "conversion", "webhook")
}

func (c clientConfig) webhooks(configuration *unstructured.Unstructured) (bool, error) {
	unstructured.RemoveNestedField(configuration.Object, "metadata", "annotations")
	all, _, err := unstructured.NestedSlice(configuration.Object, "webhooks")
	if err != nil {
		return false, err
	}
	var kept []any
	for _, each := range all {
		webhook := each.(map[string]any)
		if concernsDocker(webhook) {
			continue
		}
		if err := c.set(webhook); err != nil {
			return false, err
		}
		kept = append(kept, webhook)
	}
	return len(kept) > 0, unstructured.SetNestedSlice(configuration.Object, kept, "webhooks")
}

func concernsDocker(webhook map[string]any) bool {
	rules, _, _ := unstructured.NestedSlice(webhook, "rules")
	for _, each := range rules {
		resources, _, _ := unstructured.NestedStringSlice(each.(map[string]any), "resources")
		for _, resource := range resources {
			if ofDocker(resource) {
				return true
			}
		}
	}
	return false
}
