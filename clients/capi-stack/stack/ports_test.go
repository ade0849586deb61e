package main

import (
	"net"
	"os"
	"strconv"
	"testing"
)

func stackIn(t *testing.T) folder {
	t.Helper()
	f := folder(t.TempDir())
	if err := f.keep(state{}); err != nil {
		t.Fatal(err)
	}
	return f
}

func claimFor(t *testing.T, claims string, f folder, before int) int {
	t.Helper()
	first, err := claimBlock(claims, f, before)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.keep(state{FirstPort: first}); err != nil {
		t.Fatal(err)
	}
	return first
}

func TestTwoStacksGetDifferentPorts(t *testing.T) {
	claims := t.TempDir()
	one, other := stackIn(t), stackIn(t)
	if a, b := claimFor(t, claims, one, 0), claimFor(t, claims, other, 0); a == b {
		t.Fatalf("both got %d", a)
	}
}

func TestAStackKeepsItsPorts(t *testing.T) {
	claims := t.TempDir()
	one, other := stackIn(t), stackIn(t)
	claimFor(t, claims, one, 0)
	before := claimFor(t, claims, other, 0)
	if err := os.RemoveAll(string(one)); err != nil {
		t.Fatal(err)
	}
	if now := claimFor(t, claims, other, before); now != before {
		t.Fatalf("had %d, got %d", before, now)
	}
}

func TestThePortsOfAStackThatIsGoneAreFree(t *testing.T) {
	claims := t.TempDir()
	gone, next := stackIn(t), stackIn(t)
	before := claimFor(t, claims, gone, 0)
	if err := os.RemoveAll(string(gone)); err != nil {
		t.Fatal(err)
	}
	if now := claimFor(t, claims, next, 0); now != before {
		t.Fatalf("%d was free, got %d", before, now)
	}
}

func TestABlockWithATakenPortIsNotUsed(t *testing.T) {
	claims := t.TempDir()
	f := stackIn(t)
	first := claimFor(t, claims, f, 0)
	listener, err := net.Listen("tcp", net.JoinHostPort(loopback, strconv.Itoa(first+blockSize-1)))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if now := claimFor(t, claims, f, first); now == first {
		t.Fatalf("got %d, of which a port is taken", now)
	}
}
