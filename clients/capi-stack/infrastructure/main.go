// Command infrastructure runs the dev provider of Cluster API with its in-memory backend: the provider's own reconcilers and
// webhooks, without its Docker kinds, and on ports that the caller chooses, so that stacks can run side by side.
package main

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/selection"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/webhook"

	clusterv1 "sigs.k8s.io/cluster-api/api/core/v1beta2"
	"sigs.k8s.io/cluster-api/controllers/clustercache"
	"sigs.k8s.io/cluster-api/controllers/remote"
	"sigs.k8s.io/cluster-api/test/infrastructure/container"
	infrav1beta1 "sigs.k8s.io/cluster-api/test/infrastructure/docker/api/v1beta1"
	infrav1 "sigs.k8s.io/cluster-api/test/infrastructure/docker/api/v1beta2"
	"sigs.k8s.io/cluster-api/test/infrastructure/docker/controllers"
	"sigs.k8s.io/cluster-api/test/infrastructure/docker/webhooks"
	cloudv1 "sigs.k8s.io/cluster-api/test/infrastructure/inmemory/pkg/cloud/api/v1alpha1"
	inmemory "sigs.k8s.io/cluster-api/test/infrastructure/inmemory/pkg/runtime"
	"sigs.k8s.io/cluster-api/test/infrastructure/inmemory/pkg/server"
)

const (
	loopback = "127.0.0.1"
	name     = "capi-stack-infrastructure"
	atOnce   = 50 // reconciles of one kind, as many as the provider's own default
)

var (
	webhookPort = flag.Int("webhook-port", 9443, "port of the webhooks")
	certificate = flag.String("webhook-cert-dir", ".", "folder of tls.crt and tls.key")
	health      = flag.String("health-addr", loopback+":9440", "address of /readyz and /healthz")
	debugPort   = flag.Int("debug-port", 19000, "port that tells what is in memory")
	firstPort   = flag.Int("first-port", 20000, "first port of the workload clusters' API servers")
	lastPort    = flag.Int("last-port", 30000, "last port of the workload clusters' API servers")
)

type setup interface {
	SetupWithManager(context.Context, ctrl.Manager, controller.Options) error
}

type hook interface {
	SetupWebhookWithManager(ctrl.Manager) error
}

func main() {
	klog.InitFlags(nil)
	flag.Parse()
	ctrl.SetLogger(klog.Background())
	if err := run(ctrl.SetupSignalHandler()); err != nil {
		slog.Error("the infrastructure provider ends", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	mgr, err := manager()
	if err != nil {
		return err
	}
	if err := reconcilers(ctx, mgr); err != nil {
		return err
	}
	for _, each := range []hook{&webhooks.DevCluster{}, &webhooks.DevClusterTemplate{}, &webhooks.DevMachine{}, &webhooks.DevMachineTemplate{}} {
		if err := each.SetupWebhookWithManager(mgr); err != nil {
			return err
		}
	}
	if err := mgr.AddReadyzCheck("webhook", mgr.GetWebhookServer().StartedChecker()); err != nil {
		return err
	}
	return mgr.Start(ctx)
}

func manager() (ctrl.Manager, error) {
	config, err := ctrl.GetConfig()
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 100, 200
	config.UserAgent = remote.DefaultClusterAPIUserAgent(name)
	ofClusters, err := labels.NewRequirement(clusterv1.ClusterNameLabel, selection.Exists, nil)
	if err != nil {
		return nil, err
	}
	return ctrl.NewManager(config, ctrl.Options{
		Scheme:                 scheme(clientgoscheme.AddToScheme, apiextensionsv1.AddToScheme, infrav1beta1.AddToScheme, infrav1.AddToScheme, clusterv1.AddToScheme),
		HealthProbeBindAddress: *health,
		Metrics:                metricsserver.Options{BindAddress: "0"},
		WebhookServer:          webhook.NewServer(webhook.Options{Host: loopback, Port: *webhookPort, CertDir: *certificate}),
		Cache: cache.Options{ByObject: map[client.Object]cache.ByObject{
			&corev1.Secret{}: {Label: labels.NewSelector().Add(*ofClusters)},
		}},
		Client: client.Options{Cache: &client.CacheOptions{
			DisableFor:   []client.Object{&corev1.ConfigMap{}, &corev1.Secret{}},
			Unstructured: true,
		}},
	})
}

func reconcilers(ctx context.Context, mgr ctrl.Manager) error {
	memory := inmemory.NewManager(scheme(cloudv1.AddToScheme, corev1.AddToScheme, appsv1.AddToScheme, rbacv1.AddToScheme,
		storagev1.AddToScheme, apiextensionsv1.AddToScheme, policyv1.AddToScheme))
	if err := memory.Start(ctx); err != nil {
		return err
	}
	servers, err := server.NewWorkloadClustersMux(memory, loopback,
		server.CustomPorts{MinPort: int32(*firstPort), MaxPort: int32(*lastPort), DebugPort: int32(*debugPort)})
	if err != nil {
		return err
	}
	clusters, err := clusterCache(ctx, mgr)
	if err != nil {
		return err
	}
	docker, err := container.NewDockerClient() // asked for by the reconcilers, and not used for what is in memory
	if err != nil {
		return err
	}
	c := mgr.GetClient()
	for _, each := range []setup{
		&controllers.DevClusterReconciler{Client: c, ContainerRuntime: docker, InMemoryManager: memory, APIServerMux: servers},
		&controllers.DevMachineReconciler{Client: c, ContainerRuntime: docker, InMemoryManager: memory, APIServerMux: servers, ClusterCache: clusters},
		&controllers.DevMachineTemplateReconciler{Client: c, ContainerRuntime: docker},
	} {
		if err := each.SetupWithManager(ctx, mgr, controller.Options{MaxConcurrentReconciles: atOnce, ReconciliationTimeout: 5 * time.Minute}); err != nil {
			return err
		}
	}
	return nil
}

func clusterCache(ctx context.Context, mgr ctrl.Manager) (clustercache.ClusterCache, error) {
	secrets, err := client.New(mgr.GetConfig(), client.Options{
		HTTPClient: mgr.GetHTTPClient(),
		Cache:      &client.CacheOptions{Reader: mgr.GetCache()},
	})
	if err != nil {
		return nil, err
	}
	return clustercache.SetupWithManager(ctx, mgr, clustercache.Options{
		SecretClient: secrets,
		Client: clustercache.ClientOptions{
			UserAgent: remote.DefaultClusterAPIUserAgent(name),
			Cache:     clustercache.ClientCacheOptions{DisableFor: []client.Object{&corev1.ConfigMap{}, &corev1.Secret{}}},
		},
	}, controller.Options{MaxConcurrentReconciles: atOnce})
}

func scheme(adders ...func(*runtime.Scheme) error) *runtime.Scheme {
	made := runtime.NewScheme()
	for _, add := range adders {
		if err := add(made); err != nil {
			panic(err) // two types of one name: a mistake of this program
		}
	}
	return made
}
