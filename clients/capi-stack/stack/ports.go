package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
)

// A stack owns a block of ports. The first ones are those of its components, the rest are for the API servers of the
// workload clusters. All lie below the ports that Linux and macOS give to outgoing connections.
const (
	blockSize    = 2000
	lowest       = 10000
	highest      = 32000
	preferred    = 20000
	forWorkloads = 50 // offset of the first port of the workload clusters
)

const (
	etcdClients = iota
	etcdPeers
	apiServer
	controllerManager
	debug
	coreWebhooks
	bootstrapWebhooks
	controlPlaneWebhooks
	infrastructureWebhooks
	coreHealth
	bootstrapHealth
	controlPlaneHealth
	infrastructureHealth
	scheduler
	kwok
)

// claimBlock returns the first port of a free block, preferably the one that the stack had before. A claim is a file that
// names its owner, so that two stacks that start at the same moment do not take the same block.
func claimBlock(claims string, owner folder, before int) (int, error) {
	if err := os.MkdirAll(claims, 0o700); err != nil {
		return 0, err
	}
	candidates := []int{}
	if before != 0 {
		candidates = append(candidates, before)
	}
	for first := preferred; first < highest; first += blockSize {
		candidates = append(candidates, first)
	}
	for first := lowest; first < preferred; first += blockSize {
		candidates = append(candidates, first)
	}
	for _, first := range candidates {
		file := filepath.Join(claims, strconv.Itoa(first))
		claimed, err := claim(file, owner)
		if err != nil {
			return 0, err
		}
		if !claimed {
			continue
		}
		if isFree(first) {
			return first, nil
		}
		if err := os.Remove(file); err != nil {
			return 0, err
		}
	}
	return 0, fmt.Errorf("no block of %d free ports between %d and %d", blockSize, lowest, highest)
}

func claim(file string, owner folder) (bool, error) {
	holder, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, err
	case folder(holder) == owner:
		return true, nil
	case folder(holder).owns(filepath.Base(file)):
		return false, nil
	default:
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	made, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := made.WriteString(string(owner)); err != nil {
		return false, err
	}
	return true, made.Close()
}

// owns says whether a claim still counts: not when the stack was thrown away, or has moved to other ports. One that is only
// just starting has written down no ports yet.
func (f folder) owns(block string) bool {
	if _, err := os.Stat(string(f)); err != nil {
		return false
	}
	s, err := f.state()
	return err != nil || s.FirstPort == 0 || strconv.Itoa(s.FirstPort) == block
}

// isFree tries every port on every address: the components do not all listen on loopback alone.
func isFree(first int) bool {
	for port := first; port < first+blockSize; port++ {
		listener, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err != nil {
			return false
		}
		if err := listener.Close(); err != nil {
			return false
		}
	}
	return true
}

// release gives the stack's ports back.
func (s stack) release() error {
	kept, err := s.state()
	if err != nil || kept.FirstPort == 0 {
		return nil // a claim of a folder that is gone does not count
	}
	err = os.Remove(filepath.Join(s.claims, strconv.Itoa(kept.FirstPort)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
