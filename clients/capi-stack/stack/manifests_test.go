package main

import (
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

var caller = clientConfig{"https://127.0.0.1:4711", "Y2E="}

func object(kind, name string, fields map[string]any) *unstructured.Unstructured {
	fields["kind"] = kind
	fields["metadata"] = map[string]any{"name": name, "annotations": map[string]any{"cert-manager.io/inject-ca-from": "a/b"}}
	return &unstructured.Unstructured{Object: fields}
}

func inCluster(path string) map[string]any {
	return map[string]any{"service": map[string]any{"name": "s", "namespace": "n", "path": path}}
}

func taken(t *testing.T, o *unstructured.Unstructured) manifests {
	t.Helper()
	var m manifests
	if err := caller.take(&m, o); err != nil {
		t.Fatal(err)
	}
	return m
}

func pointsToUs(t *testing.T, holder map[string]any, path string) {
	t.Helper()
	config, _, _ := unstructured.NestedMap(holder, "clientConfig")
	if len(config) != 2 || config["url"] != caller.address+path || config["caBundle"] != caller.authority {
		t.Fatalf("%v", config)
	}
}

func TestConversionsAreAskedForOnLoopback(t *testing.T) {
	m := taken(t, object("CustomResourceDefinition", "machines.cluster.x-k8s.io", map[string]any{"spec": map[string]any{
		"conversion": map[string]any{"strategy": "Webhook", "webhook": map[string]any{"clientConfig": inCluster("/convert")}},
	}}))
	webhook, _, _ := unstructured.NestedMap(m.definitions[0].Object, "spec", "conversion", "webhook")
	pointsToUs(t, webhook, "/convert")
	if len(m.definitions[0].GetAnnotations()) != 0 {
		t.Fatal("nobody injects an authority here")
	}
}

func TestWebhooksAreAskedOnLoopback(t *testing.T) {
	m := taken(t, object("MutatingWebhookConfiguration", "all", map[string]any{"webhooks": []any{
		map[string]any{"clientConfig": inCluster("/mutate"), "rules": rules("machines")},
		map[string]any{"clientConfig": inCluster("/docker"), "rules": rules("dockermachines")},
	}}))
	webhooks, _, _ := unstructured.NestedSlice(m.webhooks[0].Object, "webhooks")
	if len(webhooks) != 1 {
		t.Fatalf("nobody answers for Docker: %v", webhooks)
	}
	pointsToUs(t, webhooks[0].(map[string]any), "/mutate")
}

func rules(resource string) []any {
	return []any{map[string]any{"resources": []any{resource}}}
}

func TestWhatOnlyRunsInAClusterIsLeftOut(t *testing.T) {
	for _, o := range []*unstructured.Unstructured{
		object("Deployment", "manager", map[string]any{}),
		object("CustomResourceDefinition", "dockermachines.infrastructure.cluster.x-k8s.io", map[string]any{}),
	} {
		if m := taken(t, o); len(m.definitions)+len(m.roles)+len(m.webhooks) != 0 {
			t.Fatalf("%s was taken", o.GetName())
		}
	}
}

func TestOfProvidersThatDoNotRunOnlyDefinitionsAreTaken(t *testing.T) {
	var m manifests
	definition := object("CustomResourceDefinition", "awsclusters.infrastructure.cluster.x-k8s.io", map[string]any{"spec": map[string]any{
		"conversion": map[string]any{"strategy": "Webhook", "webhook": map[string]any{"clientConfig": inCluster("/convert")}},
	}})
	for _, o := range []*unstructured.Unstructured{definition, object("ClusterRole", "manager", map[string]any{})} {
		if err := takeDefinition(&m, o); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.definitions) != 1 || len(m.roles) != 0 {
		t.Fatalf("%d definitions, %d roles", len(m.definitions), len(m.roles))
	}
	if _, found, _ := unstructured.NestedMap(m.definitions[0].Object, "spec", "conversion"); found {
		t.Fatal("nobody is there who converts")
	}
}
