package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// A prober asks the components whether they can work, as a client that they trust.
type prober struct{ http.Client }

func (f folder) prober() (*prober, error) {
	ca, err := os.ReadFile(f.path("pki", "ca.crt"))
	if err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(f.path("pki", "admin.crt"), f.path("pki", "admin.key"))
	if err != nil {
		return nil, err
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(ca)
	return &prober{http.Client{
		Timeout: 2 * time.Second,
		Transport: &http.Transport{
			DisableKeepAlives: true,
			TLSClientConfig:   &tls.Config{RootCAs: trusted, Certificates: []tls.Certificate{pair}},
		},
	}}, nil
}

func (p *prober) ready(c component) bool {
	reply, err := p.Get(c.ready)
	if err != nil {
		return false
	}
	defer reply.Body.Close()
	return reply.StatusCode == http.StatusOK
}

// await waits until a component is ready; it fails when the component dies or the time is over.
func (f folder) await(ctx context.Context, p *prober, c component, died <-chan struct{}) error {
	for !p.ready(c) {
		select {
		case <-died:
			return errors.Join(fmt.Errorf("%s died; its last words, from %s:\n%s", c.name, f.log(c), f.lastWords(c)), f.forget(c))
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return errors.New("interrupted")
			}
			return fmt.Errorf("%s is not ready in time; its last words, from %s:\n%s", c.name, f.log(c), f.lastWords(c))
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func (f folder) lastWords(c component) string {
	text, err := os.ReadFile(f.log(c))
	if err != nil {
		return "  " + err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-10):], "\n  ")
}
