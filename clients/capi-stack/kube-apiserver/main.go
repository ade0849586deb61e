// Command kube-apiserver is the API server of the management cluster.
package main

import (
	"os"
	_ "time/tzdata" // a CronJob may name a time zone that this machine does not have

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
