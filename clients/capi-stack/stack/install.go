package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
)

var definitions = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}

func (f folder) client() (dynamic.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", f.kubeconfig())
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	return dynamic.NewForConfig(config)
}

// apply brings objects into the API server, or up to date.
func apply(ctx context.Context, client dynamic.Interface, objects []*unstructured.Unstructured) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for _, object := range objects {
		group.Go(func() error {
			resource, _ := meta.UnsafeGuessKindToResource(object.GroupVersionKind())
			to := dynamic.ResourceInterface(client.Resource(resource))
			if object.GetNamespace() != "" {
				to = client.Resource(resource).Namespace(object.GetNamespace())
			}
			if err := applyOne(ctx, to, object); err != nil {
				return fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
			}
			return nil
		})
	}
	return group.Wait()
}

// applyOne tries again while a namespace is missing: it may be applied beside what goes into it.
func applyOne(ctx context.Context, to dynamic.ResourceInterface, object *unstructured.Unstructured) error {
	deadline := time.Now().Add(patience)
	for {
		_, err := to.Apply(ctx, object.GetName(), object, metav1.ApplyOptions{FieldManager: "capi-stack", Force: true})
		if !apierrors.IsNotFound(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// established waits until the API server serves all definitions.
func established(ctx context.Context, client dynamic.Interface, wanted int) error {
	for {
		list, err := client.Resource(definitions).List(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		served := 0
		for _, each := range list.Items {
			if holds(&each, "Established") {
				served++
			}
		}
		if served >= wanted {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("only %d of %d definitions are served", served, wanted)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func holds(object *unstructured.Unstructured, condition string) bool {
	conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	for _, each := range conditions {
		if c, ok := each.(map[string]any); ok && c["type"] == condition {
			return c["status"] == "True"
		}
	}
	return false
}

func (m manifests) digest() (string, error) {
	sum := sha256.New()
	for _, part := range [][]*unstructured.Unstructured{m.definitions, m.roles, m.webhooks} {
		if err := json.NewEncoder(sum).Encode(part); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
