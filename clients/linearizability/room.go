package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"net/http"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"
)

// A play is one room and those who ask in it: each has a door, and all ask at once.
type play struct {
	doors   []door
	began   time.Time
	project string
	start   room
	fresh   int // counts projects and texts, so that no text is used twice
	seed    int64
	known   [names]chosen
	mutex   sync.Mutex
	fault   error
}

// What clients know of a name: the last uid and tag that any of them saw, which may be old.
type chosen struct{ uid, tag string }

// A verdict tells how many operations a round had, how many were never answered, and what is wrong with its history.
type verdict struct {
	operations, unknown int
	fault               error
	history             []porcupine.Operation
	start               room
}

// open makes a project that nothing is on its way to.
func (p *play) open() error {
	status, text := 0, []byte{}
	for end := time.Now().Add(time.Minute); status != http.StatusCreated; time.Sleep(20 * time.Millisecond) {
		p.fresh++
		name := fmt.Sprintf("room-%x-%x-%d", p.seed, p.began.UnixMicro(), p.fresh)
		content := map[string]any{"metadata": map[string]any{"name": name}}
		var err error
		d := p.doors[p.fresh%len(p.doors)]
		status, _, text, err = d.ask(context.Background(), http.MethodPost, "/v1/projects", "", "", content)
		if time.Now().After(end) {
			return fmt.Errorf("a project is not made: %d %s %v", status, text, err)
		}
	}
	var made struct{ UID string }
	err := json.Unmarshal(text, &made)
	p.project, p.start, p.known = made.UID, room{}, [names]chosen{}
	return err
}

// round lets every client ask so often, looks at the quiet room, and has the history checked.
func (p *play) round(each int) verdict {
	histories := make([][]porcupine.Operation, len(p.doors)+1)
	var clients sync.WaitGroup
	for i := range p.doors {
		clients.Add(1)
		dice := rand.New(rand.NewSource(p.seed + int64(p.fresh)*1000 + int64(i)))
		go func() {
			defer clients.Done()
			histories[i] = p.client(i, dice, each)
		}()
	}
	clients.Wait()
	end, last, whole := p.quiet(len(p.doors))
	histories[len(p.doors)] = last
	result := verdict{fault: p.fault, start: p.start}
	for _, each := range histories {
		result.history = append(result.history, each...)
	}
	for _, one := range result.history {
		if one.Output.(reply).status == 0 {
			result.unknown++
		}
	}
	result.operations = len(result.history)
	if result.fault == nil {
		result.fault = check(p.start, result.history)
	}
	p.start = end
	if (result.unknown > 0 || !whole) && result.fault == nil {
		// What was never answered may still be on its way: it must not reach the next history.
		result.fault = p.open()
	}
	return result
}

var errNotLinearizable = errors.New("not linearizable")

func check(start room, history []porcupine.Operation) error {
	switch porcupine.CheckOperationsTimeout(model(start), history, time.Minute) {
	case porcupine.Ok:
		return nil
	case porcupine.Unknown:
		return fmt.Errorf("a history of %d operations could not be checked within a minute", len(history))
	}
	return fmt.Errorf("a history of %d operations is %w", len(history), errNotLinearizable)
}

func (p *play) client(i int, dice *rand.Rand, each int) []porcupine.Operation {
	var history []porcupine.Operation
	for n := 0; n < each; n++ {
		asked := p.choose(dice)
		ctx, cancel := context.Background(), context.CancelFunc(func() {})
		if asked.verb != read && asked.verb != list && dice.Intn(500) == 0 {
			// Hangs up in the midst of it, and never knows.
			ctx, cancel = context.WithTimeout(ctx, time.Duration(dice.Intn(5_000))*time.Microsecond)
		}
		history = p.asked(ctx, history, i, asked)
		cancel()
	}
	return history
}

// asked sends a call and adds it to a history; a read that was not answered says nothing.
func (p *play) asked(ctx context.Context, history []porcupine.Operation, client int, asked call) []porcupine.Operation {
	called := time.Since(p.began)
	told, err := p.doors[client%len(p.doors)].do(ctx, p.project, asked)
	returned := time.Since(p.began)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if told.status >= 500 || told.status == 400 || told.status == 401 || told.status == 429 {
		err = fmt.Errorf("%s was answered %d", describe(asked, told), told.status)
	}
	if err != nil && p.fault == nil {
		p.fault = err
	}
	p.learn(asked, told)
	if told.status == 0 && (asked.verb == read || asked.verb == list) {
		return history
	}
	return append(history, entry(client, asked, int64(called), told, int64(returned)))
}

func (p *play) learn(asked call, told reply) {
	switch {
	case told.status == 0 || told.status >= 300:
	case asked.verb == create:
		p.known[asked.name] = chosen{uid: told.uid}
	case asked.verb == read && p.known[asked.name].uid == asked.uid:
		p.known[asked.name].tag = told.tag
	case asked.verb == list:
		for i, item := range told.items {
			if item.there && item.uid != p.known[i].uid {
				p.known[i] = chosen{uid: item.uid}
			}
		}
	}
}

func (p *play) choose(dice *rand.Rand) call {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.fresh++
	name := dice.Intn(names)
	known := p.known[name]
	text := fmt.Sprintf("text-%d", p.fresh)
	of := dice.Intn(100)
	switch {
	case of < 12 || known.uid == "":
		return call{verb: create, name: name, text: text}
	case of < 55:
		return call{verb: read, name: name, uid: known.uid}
	case of < 63:
		return call{verb: list}
	case of < 78:
		return call{verb: replace, name: name, uid: known.uid, text: text}
	case of < 92:
		return call{verb: replace, name: name, uid: known.uid, text: text, tag: known.tag}
	}
	return call{verb: remove, name: name, uid: known.uid}
}

// quiet reads everything when nobody else asks: where the next round starts. It may not have been answered as a whole.
func (p *play) quiet(client int) (room, []porcupine.Operation, bool) {
	history := p.asked(context.Background(), nil, client, call{verb: list})
	if len(history) == 0 {
		return room{}, nil, false
	}
	end := history[0].Output.(reply).items
	whole := true
	for i, is := range end {
		if !is.there {
			continue
		}
		before := len(history)
		history = p.asked(context.Background(), history, client, call{verb: read, name: i, uid: is.uid})
		whole = whole && len(history) > before
		end[i].tag = history[len(history)-1].Output.(reply).tag
	}
	return end, history, whole
}
