package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"time"
)

const day = 24 * time.Hour

// An authority signs what the components and their clients show to each other. It is made once per stack.
type authority struct {
	pair        tls.Certificate
	certificate *x509.Certificate
}

// certify makes what is missing of the authority and the key of service accounts, and new certificates for a year.
func (f folder) certify() error {
	if err := os.MkdirAll(f.path("pki"), 0o700); err != nil {
		return err
	}
	ca, err := f.authority()
	if err != nil {
		return err
	}
	if err := f.serviceAccountKey(); err != nil {
		return err
	}
	server := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "capi-stack"},
		DNSNames:    []string{"localhost", "kubernetes.default.svc"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback, net.IPv4(10, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, // etcd is its own peer
	}
	admin := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "easel-admin", Organization: []string{"system:masters"}},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	serverKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	adminKey, err := rsa.GenerateKey(rand.Reader, 2048) // every Java client reads RSA
	if err != nil {
		return err
	}
	return errors.Join(f.issue(ca, "tls", server, serverKey), f.issue(ca, "admin", admin, adminKey))
}

func (f folder) authority() (authority, error) {
	pair, err := tls.LoadX509KeyPair(f.path("pki", "ca.crt"), f.path("pki", "ca.key"))
	if err == nil {
		return authority{pair, pair.Leaf}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return authority{}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "capi-stack authority"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(3650 * day),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	if err := errors.Join(f.pemFile("ca.crt", "CERTIFICATE", signed), f.keyFile("ca.key", key)); err != nil {
		return authority{}, err
	}
	return f.authority()
}

func (f folder) issue(ca authority, name string, template *x509.Certificate, key crypto.Signer) error {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return err
	}
	template.SerialNumber = serial
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().Add(365 * day)
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	signed, err := x509.CreateCertificate(rand.Reader, template, ca.certificate, key.Public(), ca.pair.PrivateKey)
	if err != nil {
		return err
	}
	return errors.Join(f.pemFile(name+".crt", "CERTIFICATE", signed), f.keyFile(name+".key", key))
}

// serviceAccountKey stays: tokens of an earlier start are good at the next one.
func (f folder) serviceAccountKey() error {
	if _, err := os.Stat(f.path("pki", "sa.key")); err == nil {
		return nil
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return errors.Join(f.pemFile("sa.pub", "PUBLIC KEY", public), f.keyFile("sa.key", key))
}

func (f folder) keyFile(name string, key crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return f.pemFile(name, "PRIVATE KEY", der)
}

func (f folder) pemFile(name, kind string, der []byte) error {
	return f.write("pki/"+name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}
