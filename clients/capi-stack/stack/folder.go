package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A folder holds all of one stack: certificates, the data of etcd, logs, process ids and the kubeconfig.
type folder string

func (f folder) path(parts ...string) string {
	return filepath.Join(append([]string{string(f)}, parts...)...)
}

func (f folder) kubeconfig() string { return f.path("kubeconfig") }

// A state is what must be the same at the next start.
type state struct {
	FirstPort int    `json:"firstPort"`
	Programs  string `json:"programs"`  // the folder of the binaries that run
	Nodes     int    `json:"nodes"`     // how many kwok pretends
	Installed string `json:"installed"` // a digest of the manifests that the API server has
}

func (f folder) state() (state, error) {
	var s state
	text, err := os.ReadFile(f.path("state.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("%s is broken (%w); throw the stack away with down --purge", f.path("state.json"), err)
	}
	return s, nil
}

func (f folder) keep(s state) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return f.write("state.json", text)
}

// write replaces a file at once: a reader sees the old or the new one.
func (f folder) write(name string, content []byte) error {
	draft := f.path(name + ".draft")
	if err := os.WriteFile(draft, content, 0o600); err != nil {
		return err
	}
	return os.Rename(draft, f.path(name))
}

// lock keeps a second command away from the folder until this one ends.
func (f folder) lock() error {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("another ./easel stack works on %s at this moment", f)
	}
	locks = append(locks, file) // held until the process ends
	return err
}

var locks []*os.File
