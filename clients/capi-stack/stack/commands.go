package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

// A stack is a folder together with what runs of it.
type stack struct {
	folder
	programs string // where the binaries of this build are
	claims   string // where stacks write down which ports they own
}

func (s stack) components() ([]component, error) {
	kept, err := s.state()
	if err != nil || kept.FirstPort == 0 {
		return nil, err
	}
	return components(s.folder, kept.FirstPort), nil
}

// everything is all that may run: the components, and what stands behind the nodes.
func (s stack) everything() ([]component, error) {
	all, err := s.components()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	kept, err := s.state()
	return append(all, nodeComponents(s.folder, kept.Programs, kept.FirstPort)...), err
}

func (s stack) mustRun() error {
	all, err := s.components()
	if err != nil {
		return err
	}
	if len(all) == 0 || len(s.alive(all)) < len(all) {
		return fmt.Errorf("not all of the stack in %s runs; see ./easel stack status", s.folder)
	}
	return nil
}

func (s stack) component(name string) (component, error) {
	all, err := s.everything()
	if err != nil {
		return component{}, err
	}
	if len(all) == 0 {
		return component{}, fmt.Errorf("there is no stack in %s; make one with ./easel stack up", s.folder)
	}
	at := slices.IndexFunc(all, func(c component) bool { return c.name == name })
	if at < 0 {
		return component{}, misuse(fmt.Sprintf("there is no component %q; there are %s", name, strings.Join(names(all), ", ")))
	}
	return all[at], nil
}

func names(all []component) []string {
	var found []string
	for _, c := range all {
		found = append(found, c.name)
	}
	return found
}

func (s stack) alive(all []component) []component {
	return slices.DeleteFunc(slices.Clone(all), func(c component) bool { return s.running(c) == 0 })
}

func (s stack) up(ctx context.Context) error {
	if err := s.lock(); err != nil {
		return err
	}
	known, err := s.components()
	if err != nil {
		return err
	}
	if alive := s.alive(known); len(alive) == len(known) && len(known) > 0 {
		fmt.Fprintln(os.Stderr, "The stack runs already.")
		return s.env()
	} else if len(alive) > 0 {
		return fmt.Errorf("only %s run; stop them with ./easel stack down, or start the others with ./easel stack start NAME", strings.Join(names(alive), ", "))
	}
	kept, err := s.prepare()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	if err := s.bringUp(ctx, kept); err != nil {
		return errors.Join(err, s.stopAll())
	}
	return s.env()
}

// prepare finds ports and writes all files that the components read.
func (s stack) prepare() (state, error) {
	kept, err := s.state()
	if err != nil {
		return kept, err
	}
	if kept.FirstPort, err = claimBlock(s.claims, s.folder, kept.FirstPort); err != nil {
		return kept, err
	}
	kept.Programs = s.programs
	if err := os.RemoveAll(s.path("run")); err != nil {
		return kept, err
	}
	if err := os.MkdirAll(s.path("run"), 0o700); err != nil {
		return kept, err
	}
	if err := s.certify(); err != nil {
		return kept, err
	}
	return kept, errors.Join(s.keep(kept), s.writeKubeconfig(kept.FirstPort))
}

func (s stack) bringUp(ctx context.Context, kept state) error {
	begin := time.Now()
	say := func(what string) { fmt.Fprintf(os.Stderr, "  %5.1f s  %s\n", time.Since(begin).Seconds(), what) }
	wanted, err := s.manifests(s.programs, kept.FirstPort)
	if err != nil {
		return err
	}
	digest, err := wanted.digest()
	if err != nil {
		return err
	}
	all := components(s.folder, kept.FirstPort)
	server, managers := all[:2], all[3:]
	if err := s.launch(ctx, server); err != nil {
		return err
	}
	say("API server ready")
	client, err := s.client()
	if err != nil {
		return err
	}
	fresh := kept.Installed != digest
	if fresh {
		if err := apply(ctx, client, slices.Concat(wanted.definitions, wanted.roles)); err != nil {
			return err
		}
	}
	if err := established(ctx, client, len(wanted.definitions)); err != nil {
		return err
	}
	say(fmt.Sprintf("%d definitions served", len(wanted.definitions)))
	if err := s.launch(ctx, append(managers, all[2])); err != nil {
		return err
	}
	say("controllers ready")
	if fresh {
		if err := apply(ctx, client, wanted.webhooks); err != nil {
			return err
		}
		say("webhooks installed")
		kept.Installed = digest
		if err := s.keep(kept); err != nil {
			return err
		}
	}
	if kept.Nodes == 0 {
		return nil
	}
	defer say("nodes ready")
	return s.settle(ctx, kept)
}

// launch starts components at once and waits until all are ready.
func (s stack) launch(ctx context.Context, all []component) error {
	probe, err := s.prober()
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, c := range all {
		died, err := s.folder.start(c, s.programs)
		if err != nil {
			return err
		}
		group.Go(func() error { return s.await(ctx, probe, c, died) })
	}
	return group.Wait()
}

func (s stack) down(purge bool) error {
	if _, err := os.Stat(string(s.folder)); err != nil {
		fmt.Printf("There is no stack in %s.\n", s.folder)
		return nil
	}
	if err := s.lock(); err != nil {
		return err
	}
	count := len(s.alive(s.whatMayRun()))
	if err := s.stopAll(); err != nil {
		return err
	}
	fmt.Printf("Stopped %d components.\n", count)
	if !purge {
		return nil
	}
	if err := s.release(); err != nil {
		return err
	}
	return os.RemoveAll(string(s.folder))
}

// whatMayRun is known from the folder alone, even when the state was lost: it only serves to find processes, not to start them.
func (s stack) whatMayRun() []component {
	return append(components(s.folder, 0), nodeComponents(s.folder, "", 0)...)
}

// stopAll ends the controllers first, then what they talk to.
func (s stack) stopAll() error {
	all := s.whatMayRun()
	var group errgroup.Group
	for _, c := range all[2:] {
		group.Go(func() error { return s.stop(c) })
	}
	return errors.Join(group.Wait(), s.stop(all[1]), s.stop(all[0]))
}

func (s stack) env() error {
	all, err := s.components()
	if err != nil {
		return err
	}
	if len(s.alive(all)) == 0 {
		return fmt.Errorf("no stack runs in %s; start one with ./easel stack up", s.folder)
	}
	fmt.Printf("export KUBECONFIG=%s\n", quoted(s.kubeconfig()))
	return nil
}

func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

var errNotReady = errors.New("not all components are ready")

func (s stack) status() error {
	kept, err := s.state()
	if err != nil {
		return err
	}
	all, err := s.everything()
	if err != nil {
		return err
	}
	if kept.Nodes == 0 {
		all = all[:max(0, len(all)-2)]
	}
	if len(all) == 0 {
		return fmt.Errorf("there is no stack in %s", s.folder)
	}
	probe, err := s.prober()
	if err != nil {
		return err
	}
	ready := 0
	for _, c := range all {
		condition, pid := "down", s.running(c)
		if pid != 0 {
			condition = "not ready"
			if probe.ready(c) {
				condition = "ready"
				ready++
			}
		}
		fmt.Printf("%-13s %-10s %7d  %s\n", c.name, condition, pid, strings.TrimSuffix(strings.TrimSuffix(c.ready, "/readyz"), "/healthz"))
	}
	if ready < len(all) {
		return errNotReady
	}
	return nil
}

// startOne brings back a component that was killed, and waits until it is ready.
func (s stack) startOne(ctx context.Context, name string) error {
	c, err := s.component(name)
	if err != nil {
		return err
	}
	if err := s.lock(); err != nil {
		return err
	}
	if pid := s.running(c); pid != 0 {
		return fmt.Errorf("%s runs already (process %d)", name, pid)
	}
	kept, err := s.state()
	if err != nil {
		return err
	}
	s.programs = kept.Programs // what the others run, even if there is a newer build
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	return s.launch(ctx, []component{c})
}

// killOne ends a component at once, as a crash would.
func (s stack) killOne(name string) error {
	c, err := s.component(name)
	if err != nil {
		return err
	}
	if s.running(c) == 0 {
		return fmt.Errorf("%s does not run", name)
	}
	return s.kill(c)
}

// signalOne lets a component hang, or go on.
func (s stack) signalOne(name string, what syscall.Signal) error {
	c, err := s.component(name)
	if err != nil {
		return err
	}
	pid := s.running(c)
	if pid == 0 {
		return fmt.Errorf("%s does not run", name)
	}
	return send(pid, what)
}
