// Command stack starts and stops a management cluster: etcd, an API server and the controllers of Cluster API.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
)

// A misuse is a command that was called wrongly.
type misuse string

func (m misuse) Error() string { return string(m) }

const (
	failed = 1
	wrong  = 2
)

// The launcher calls `stack FOLDER PROGRAMS COMMAND [ARGUMENT]`; a build calls `stack render OUT CAPI TEST KWOK AWS GCP`.
func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "easel:", err)
		var m misuse
		if errors.As(err, &m) {
			os.Exit(wrong)
		}
		os.Exit(failed)
	}
}

func run(arguments []string) error {
	if len(arguments) == 7 && arguments[0] == "render" {
		return render(arguments[1], sources{arguments[2], arguments[3], arguments[4], arguments[5], arguments[6]})
	}
	if len(arguments) < 3 {
		return misuse("the stack takes a folder, the folder of its programs, and a command")
	}
	s := stack{folder(arguments[0]), arguments[1], filepath.Join(filepath.Dir(arguments[1]), "ports")}
	command, rest := arguments[2], arguments[3:]
	if len(rest) == 0 {
		return s.alone(command)
	}
	if len(rest) > 1 {
		return misuse(fmt.Sprintf("stack %s does not know %q", command, rest[1]))
	}
	return s.with(command, rest[0])
}

func (s stack) alone(command string) error {
	switch command {
	case "up":
		return s.up(interruptible())
	case "down":
		return s.down(false)
	case "status":
		return s.status()
	case "env":
		return s.env()
	case "kill", "start", "pause", "resume":
		return misuse("stack " + command + " needs the name of a component")
	case "nodes":
		return misuse("stack nodes needs a number")
	}
	return misuse(fmt.Sprintf("stack does not know %q", command))
}

func (s stack) with(command, argument string) error {
	switch command {
	case "down":
		if argument == "--purge" {
			return s.down(true)
		}
	case "nodes":
		count, err := strconv.Atoi(argument)
		if err != nil || count < 0 || count > mostNodes {
			return misuse(fmt.Sprintf("stack nodes needs a number from 0 to %d, not %q", mostNodes, argument))
		}
		return s.nodes(interruptible(), count)
	case "kill":
		return s.killOne(argument)
	case "start":
		return s.startOne(interruptible(), argument)
	case "pause":
		return s.signalOne(argument, syscall.SIGSTOP)
	case "resume":
		return s.signalOne(argument, syscall.SIGCONT)
	}
	return misuse(fmt.Sprintf("stack %s does not know %q", command, argument))
}

// interruptible lets Ctrl-C end a start in good order.
func interruptible() context.Context {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	return ctx
}
