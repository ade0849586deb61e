// Concurrent clients ask a running Easel to create, get, list, replace and delete documents, and Porcupine decides whether what
// they were told could have been told by a house that does one thing after the other.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/anishathalye/porcupine"
)

type plan struct {
	operations, rooms, clients, each int
	longest                          time.Duration
	out                              string
	seed                             int64
}

// What was seen over all rooms.
type tally struct {
	operations, rounds, unknown, told atomic.Int64
	mutex                             sync.Mutex
	faults                            []error
}

func main() {
	var p plan
	flag.IntVar(&p.operations, "operations", 10_000, "how many operations")
	flag.IntVar(&p.rooms, "rooms", 4, "how many projects at a time, each with a history of its own")
	flag.IntVar(&p.clients, "clients", 4, "how many clients ask in each of them")
	flag.IntVar(&p.each, "each", 100, "how many operations of a client are checked as one history")
	flag.DurationVar(&p.longest, "longest", 24*time.Hour, "stop after this time, whatever is done by then")
	flag.StringVar(&p.out, "out", os.TempDir(), "folder for pictures of histories that are wrong")
	flag.Int64Var(&p.seed, "seed", time.Now().UnixNano(), "of the dice")
	planted := flag.Bool("planted", false, "put liars between clients and server, and fail unless each is found out")
	flag.Parse()
	all, err := doors()
	if err == nil {
		err = makeRoom(all[0])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	sound := false
	if *planted {
		sound = p.findsLiars(all)
	} else {
		sound = p.holds(all)
	}
	if !sound {
		os.Exit(1)
	}
}

// makeRoom lifts the limits that are soon reached.
func makeRoom(d door) error {
	_, _, text, err := d.ask(context.Background(), http.MethodGet, "/v1/users/info", "", "", nil)
	if err != nil {
		return err
	}
	var user struct{ TenantUID string }
	if err := json.Unmarshal(text, &user); err != nil {
		return err
	}
	limits := map[string]any{"resources": []any{
		map[string]any{"kind": "sshkey", "limit": 10_000}, map[string]any{"kind": "project", "limit": 10_000},
	}}
	status, _, text, err := d.ask(context.Background(), http.MethodPatch, "/v1/tenants/"+user.TenantUID+"/resourceLimits", "", "", limits)
	if err == nil && status != http.StatusNoContent {
		err = fmt.Errorf("limits are not lifted: %d %s", status, text)
	}
	return err
}

func (p plan) holds(all []door) bool {
	began := time.Now()
	seen := p.run(all)
	seconds := time.Since(began).Seconds()
	fmt.Printf("  %d operations in %d histories, %.0f s (%.0f/s), %d never answered, %d faults, -seed %d\n",
		seen.operations.Load(), seen.rounds.Load(), seconds, float64(seen.operations.Load())/seconds, seen.unknown.Load(),
		len(seen.faults), p.seed)
	for _, fault := range seen.faults {
		fmt.Println("  FAULT", fault)
	}
	return len(seen.faults) == 0 && seen.operations.Load() > 0
}

func (p plan) findsLiars(all []door) bool {
	found := true
	for _, lie := range lies {
		var liars []door
		for _, d := range all {
			liar, end := between(d, lie.tell)
			defer end()
			liars = append(liars, liar)
		}
		seen := p.run(liars)
		caught := errors.Is(errors.Join(seen.faults...), errNotLinearizable)
		fmt.Printf("  planted: %s, found within %d operations: %v\n", lie.name, seen.operations.Load(), caught)
		found = found && caught
	}
	return found
}

// run plays in all rooms at once, until there were enough operations or something is wrong.
func (p plan) run(all []door) *tally {
	seen := &tally{}
	end := time.Now().Add(p.longest)
	began := time.Now()
	var rooms sync.WaitGroup
	for i := range p.rooms {
		rooms.Add(1)
		go func() {
			defer rooms.Done()
			one := &play{began: began, seed: p.seed + int64(i)<<32}
			for c := range p.clients {
				one.doors = append(one.doors, all[(i+c)%len(all)])
			}
			rand.New(rand.NewSource(one.seed)).Shuffle(p.clients, func(a, b int) {
				one.doors[a], one.doors[b] = one.doors[b], one.doors[a]
			})
			if err := one.open(); err != nil {
				seen.fault(err)
			}
			for seen.sound() && seen.operations.Load() < int64(p.operations) && time.Now().Before(end) {
				p.count(seen, one.round(p.each))
			}
		}()
	}
	rooms.Wait()
	return seen
}

func (p plan) count(seen *tally, v verdict) {
	seen.rounds.Add(1)
	seen.unknown.Add(int64(v.unknown))
	operations := seen.operations.Add(int64(v.operations))
	if told := seen.told.Load(); operations/100_000 > told && seen.told.CompareAndSwap(told, operations/100_000) {
		fmt.Printf("  %s %d operations so far\n", time.Now().Format("15:04:05"), operations)
	}
	if v.fault == nil {
		return
	}
	_, info := porcupine.CheckOperationsVerbose(model(v.start), v.history, time.Minute)
	picture := filepath.Join(p.out, fmt.Sprintf("history-%d.html", time.Now().UnixNano()))
	if porcupine.VisualizePath(model(v.start), info, picture) == nil {
		v.fault = fmt.Errorf("%w (%s)", v.fault, picture)
	}
	seen.fault(v.fault)
}

func (t *tally) fault(err error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.faults = append(t.faults, err)
}

func (t *tally) sound() bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return len(t.faults) == 0
}
