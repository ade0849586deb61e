package main

import (
	"net"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// A process whose first thread has ended and whose others hold a port is what a killed component looks like for a moment.
const halfEnded = "STACK_TEST_LISTENS"

func init() { runtime.LockOSThread() }

func TestMain(m *testing.M) {
	address := os.Getenv(halfEnded)
	if address == "" {
		os.Exit(m.Run())
	}
	go func() {
		if _, err := net.Listen("tcp", address); err == nil {
			os.Stdout.WriteString("listens\n")
		}
		time.Sleep(time.Minute)
		os.Exit(1)
	}()
	time.Sleep(100 * time.Millisecond)
	syscall.RawSyscall(syscall.SYS_EXIT, 0, 0, 0)
}

func TestAComponentIsGoneWhenItsPortIsFree(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere one thread cannot end alone")
	}
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), halfEnded+"="+loopback+":0")
	said, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := said.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	pid := process.Process.Pid
	for end := time.Now().Add(patience); commandLine(pid) != "" && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	if gone(pid, 100*time.Millisecond) {
		t.Error("gone, and yet it listens")
	}
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if !gone(pid, patience) {
		t.Error("it was killed, and is not gone")
	}
	process.Wait()
}
