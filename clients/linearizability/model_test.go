package main

import (
	"testing"

	"github.com/anishathalye/porcupine"
)

// A line is one operation: who, from when to when, what, and what was told.
type line struct {
	client     int
	call, back int64
	asked      call
	told       reply
}

var (
	made     = line{0, 0, 10, call{verb: create, text: "a"}, reply{status: 201, uid: "u"}}
	changed  = line{0, 20, 30, call{verb: replace, uid: "u", text: "b"}, reply{status: 204}}
	unsure   = line{0, 20, 30, call{verb: replace, uid: "u", text: "b"}, reply{}}
	gone     = line{0, 40, 50, call{verb: remove, uid: "u"}, reply{status: 204}}
	lastOnes = room{documentOf("u", "b")}
)

func got(from, to int64, text, tag string) line {
	return line{1, from, to, call{verb: read, uid: "u"}, reply{status: 200, text: text, tag: tag}}
}

func put(client int, from, to int64, text, tag string, status int) line {
	return line{client, from, to, call{verb: replace, uid: "u", text: text, tag: tag}, reply{status: status}}
}

func seen(from, to int64, items room) line {
	return line{1, from, to, call{verb: list}, reply{status: 200, items: items}}
}

func TestHistories(t *testing.T) {
	for name, c := range map[string]struct {
		want  bool
		lines []line
	}{
		"a read after a write":             {true, []line{made, changed, got(40, 50, "b", "2")}},
		"a stale read":                     {false, []line{made, changed, got(40, 50, "a", "1")}},
		"an old read beside a write":       {true, []line{made, changed, got(25, 28, "a", "1")}},
		"new, then old again":              {false, []line{made, changed, got(21, 22, "b", "2"), got(23, 24, "a", "1")}},
		"a lost write":                     {false, []line{made, changed, got(40, 50, "a", "2")}},
		"a write that was never told":      {true, []line{made, unsure, got(40, 50, "b", "2")}},
		"the same, not done":               {true, []line{made, unsure, got(40, 50, "a", "1")}},
		"the same, done late":              {true, []line{made, unsure, got(40, 50, "a", "1"), got(60, 70, "b", "2")}},
		"the same, undone":                 {false, []line{made, unsure, got(40, 50, "b", "2"), got(60, 70, "a", "1")}},
		"made twice":                       {false, []line{made, {1, 20, 30, call{verb: create, text: "c"}, reply{status: 201, uid: "v"}}}},
		"two by one tag":                   {false, []line{made, got(11, 12, "a", "1"), put(0, 20, 30, "b", "1", 204), put(1, 21, 31, "c", "1", 204)}},
		"one of two by one tag":            {true, []line{made, got(11, 12, "a", "1"), put(0, 20, 30, "b", "1", 204), put(1, 21, 31, "c", "1", 412)}},
		"refused by its own tag":           {false, []line{made, got(11, 12, "a", "1"), put(0, 20, 30, "b", "1", 412)}},
		"an old tag that passes":           {false, []line{made, got(11, 12, "a", "1"), changed, put(1, 40, 50, "c", "1", 204)}},
		"one tag for two writes":           {false, []line{made, got(11, 12, "a", "1"), got(13, 14, "a", "2")}},
		"back after it was deleted":        {false, []line{made, gone, got(60, 70, "a", "1")}},
		"a full list":                      {true, []line{made, changed, seen(40, 50, lastOnes)}},
		"a list without it":                {false, []line{made, changed, seen(40, 50, room{})}},
		"a list of two moments":            {false, []line{made, {0, 11, 12, call{verb: create, name: 1, text: "x"}, reply{status: 201, uid: "w"}}, seen(40, 50, room{1: documentOf("w", "x")})}},
		"a create that a list tells about": {true, []line{{0, 0, 10, call{verb: create, text: "b"}, reply{}}, seen(40, 50, lastOnes), got(60, 70, "b", "1")}},
	} {
		t.Run(name, func(t *testing.T) {
			var history []porcupine.Operation
			for _, l := range c.lines {
				history = append(history, entry(l.client, l.asked, l.call, l.told, l.back))
			}
			if got := porcupine.CheckOperations(model(room{}), history); got != c.want {
				t.Errorf("linearizable: %v, expected %v", got, c.want)
			}
		})
	}
}
