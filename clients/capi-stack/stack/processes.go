package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const patience = 15 * time.Second // for a process to end by itself, and for a namespace to be there

// start runs a component by itself: it goes on when this program ends. The channel is closed if it dies before that.
func (f folder) start(c component, programs string) (<-chan struct{}, error) {
	log, err := os.OpenFile(f.log(c), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	process := exec.Command(filepath.Join(programs, c.program), c.arguments...)
	process.Dir = string(f)
	process.Stdout, process.Stderr = log, log
	process.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	process.Env = append(environment(), "POD_IP="+loopback)
	if err := process.Start(); err != nil {
		return nil, err
	}
	died := make(chan struct{})
	go func() {
		_ = process.Wait() // how it died is in its log
		close(died)
	}()
	return died, f.write("run/"+c.name+".pid", []byte(strconv.Itoa(process.Process.Pid)))
}

// environment leaves out what would make a component talk to somebody else.
func environment() []string {
	var kept []string
	for _, each := range os.Environ() {
		name, _, _ := strings.Cut(each, "=")
		if upper := strings.ToUpper(name); !strings.HasPrefix(upper, "ETCD_") && !strings.HasPrefix(upper, "KUBE") && !strings.HasSuffix(upper, "_PROXY") {
			kept = append(kept, each)
		}
	}
	return kept
}

func (f folder) log(c component) string { return f.path("run", c.name+".log") }

// running returns the process id of a component, or 0. A number that another program got since does not count.
func (f folder) running(c component) int {
	text, err := os.ReadFile(f.path("run", c.name+".pid"))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(string(text))
	if err != nil || pid <= 1 || !strings.Contains(commandLine(pid), f.mark(c)) {
		return 0
	}
	return pid
}

// mark is what stands in the command line of this stack's component and of no other process.
func (f folder) mark(c component) string {
	return "/" + c.program + "\x00" + c.arguments[0] + "\x00"
}

func commandLine(pid int) string {
	if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil {
		return string(text)
	}
	text, err := exec.Command("ps", "-ww", "-p", strconv.Itoa(pid), "-o", "args=").Output()
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(strings.TrimSpace(string(text)), " ", "\x00") + "\x00"
}

// stop ends a component and waits until it is gone. What does not end by itself is killed.
func (f folder) stop(c component) error {
	pid := f.running(c)
	if pid == 0 {
		return f.forget(c)
	}
	if err := errors.Join(send(pid, syscall.SIGTERM), send(pid, syscall.SIGCONT)); err != nil {
		return err
	}
	if gone(pid, patience) {
		return f.forget(c)
	}
	return f.kill(c)
}

func (f folder) kill(c component) error {
	if pid := f.running(c); pid != 0 {
		if err := send(pid, syscall.SIGKILL); err != nil {
			return err
		}
		if !gone(pid, patience) {
			return fmt.Errorf("%s (process %d) does not die", c.name, pid)
		}
	}
	return f.forget(c)
}

func gone(pid int, within time.Duration) bool {
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if hasEnded(pid) {
			return true
		}
	}
	return false
}

// hasEnded is true when a process holds nothing any more. One that dies loses its command line first and its ports later, and
// stays as a zombie, with its last thread, when nobody waits for it.
func hasEnded(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil || !strings.Contains(string(stat), ") Z ") {
		return false
	}
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	return err == nil && len(threads) == 1
}

func (f folder) forget(c component) error {
	err := os.Remove(f.path("run", c.name+".pid"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func send(pid int, s syscall.Signal) error {
	if err := syscall.Kill(pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}
