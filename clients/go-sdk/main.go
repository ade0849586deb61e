// A round of the published Go SDK: a profile and an AWS cluster are made, listed, read, searched and deleted.
package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spectrocloud/palette-sdk-go/client"
)

// A round holds what one step leaves for the next.
type round struct {
	api        *client.V1Client
	project    string
	account    string
	profile    string
	cluster    string
	failed     int
	passed     int
	patience   time.Duration
	pollPeriod time.Duration
}

func main() {
	api, err := connect()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	r := &round{api: api, patience: 10 * time.Minute, pollPeriod: time.Second}
	r.step("project Default is found", r.enterProject)
	r.step("account is created and listed", r.makeAccount)
	r.step("profile is created and published", r.makeProfile)
	r.step("profile is listed and read", r.readProfile)
	r.step("cluster is created", r.makeCluster)
	r.step("cluster becomes Running and Healthy", r.awaitRunning)
	r.step("cluster is read and found by name", r.readCluster)
	r.step("kubeconfig is fetched", r.readKubeconfig)
	r.step("profile in use is not deleted", r.refuseDelete)
	r.step("cluster is deleted", r.deleteCluster)
	r.step("profile and account are deleted", r.deleteRest)
	fmt.Printf("go-sdk: %d passed, %d failed, 0 skipped\n", r.passed, r.failed)
	if r.failed > 0 {
		os.Exit(1)
	}
}

func connect() (*client.V1Client, error) {
	host, key := os.Getenv("SPECTROCLOUD_HOST"), os.Getenv("SPECTROCLOUD_APIKEY")
	if host == "" || key == "" {
		return nil, errors.New("SPECTROCLOUD_HOST and SPECTROCLOUD_APIKEY must be set")
	}
	options := []func(*client.V1Client){
		client.WithPaletteURI(strings.TrimPrefix(host, "https://")), client.WithAPIKey(key),
	}
	if file := os.Getenv("EASEL_CA"); file != "" {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		roots := x509.NewCertPool()
		if !roots.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("no certificate in %s", file)
		}
		options = append(options, client.WithRootCAs(roots))
	}
	return client.New(options...), nil
}

// step runs one step unless an earlier one failed: each needs what the one before it made.
func (r *round) step(name string, run func() error) {
	if r.failed > 0 {
		return
	}
	start := time.Now()
	if err := run(); err != nil {
		r.failed++
		fmt.Printf("  FAILED  %s: %v\n", name, err)
		return
	}
	r.passed++
	fmt.Printf("  passed  %-40s %6.1f s\n", name, time.Since(start).Seconds())
}

// await repeats a question until it is answered with yes.
func (r *round) await(what string, ask func() (bool, error)) error {
	for end := time.Now().Add(r.patience); time.Now().Before(end); time.Sleep(r.pollPeriod) {
		if done, err := ask(); err != nil || done {
			return err
		}
	}
	return fmt.Errorf("%s took more than %s", what, r.patience)
}
