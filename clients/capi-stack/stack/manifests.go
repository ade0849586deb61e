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

// Of these providers the API server only knows the definitions: objects can be checked against them, and nobody acts on them.
var definitionsOnly = []string{"aws", "gcp"}

// What only makes sense inside a cluster.
var inClusterOnly = []string{"Deployment", "Service", "Certificate", "Issuer"}

// Sources are the folders of the modules that hold manifests.
type sources struct{ capi, test, kwok, aws, gcp string }

// render writes the manifests as they stand in the modules. It is done once, when the stack is built.
func render(out string, from sources) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, path := range map[string]string{
		"core":         filepath.Join(from.capi, "core/config/default"),
		"bootstrap":    filepath.Join(from.capi, "bootstrap/kubeadm/config/default"),
		"controlplane": filepath.Join(from.capi, "controlplane/kubeadm/config/default"),
		"infra":        filepath.Join(from.test, "infrastructure/docker/config/default"),
		"kwok":         filepath.Join(from.kwok, "kustomize/stage/fast"),
		"aws":          filepath.Join(from.aws, "config/crd"),
		"gcp":          filepath.Join(from.gcp, "config/crd"),
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
		caller := clientConfig{fmt.Sprintf("https://%s:%d", loopback, first+providers[name]), base64.StdEncoding.EncodeToString(ca)}
		if err := m.read(programs, name, caller.take); err != nil {
			return m, err
		}
	}
	for _, name := range definitionsOnly {
		if err := m.read(programs, name, takeDefinition); err != nil {
			return m, err
		}
	}
	return m, nil
}

// read hands over every object of a file that was rendered.
func (m *manifests) read(programs, name string, take func(*manifests, *unstructured.Unstructured) error) error {
	text, err := os.ReadFile(filepath.Join(programs, "manifests", name+".yaml"))
	if err != nil {
		return err
	}
	for _, part := range bytes.Split(text, []byte("\n---\n")) {
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(part, &object.Object); err != nil {
			return fmt.Errorf("manifests of %s: %w", name, err)
		}
		if err := take(m, object); err != nil {
			return fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
		}
	}
	return nil
}

// takeDefinition takes a definition as if its kind had one version: nobody is there who converts.
func takeDefinition(m *manifests, object *unstructured.Unstructured) error {
	if object.GetKind() == "CustomResourceDefinition" {
		unstructured.RemoveNestedField(object.Object, "metadata", "annotations", "cert-manager.io/inject-ca-from")
		unstructured.RemoveNestedField(object.Object, "spec", "conversion")
		m.definitions = append(m.definitions, object)
	}
	return nil
}

func (c clientConfig) take(m *manifests, object *unstructured.Unstructured) error {
	kind := object.GetKind()
	if slices.Contains(inClusterOnly, kind) {
		return nil
	}
	if strings.HasSuffix(kind, "WebhookConfiguration") {
		kept, err := c.webhooks(object)
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
	return c.conversion(object)
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
