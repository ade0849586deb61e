package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/anishathalye/porcupine"
)

// A room is a project with a few documents in it. What is asked of one room makes one history.
const names = 3

type verb string

const (
	create  verb = "create"
	read    verb = "get"
	replace verb = "replace" // with a tag: only if nobody wrote since
	remove  verb = "delete"
	list    verb = "list"
)

// A call is what a client asked. Texts are never used twice, so a text tells which write it is of.
type call struct {
	verb verb
	name int
	uid  string
	text string
	tag  string
}

// A reply is what it was told. Status 0: there was no answer, or one that leaves open whether the write happened.
type reply struct {
	status int
	uid    string
	text   string
	tag    string
	items  room
}

// A document as it is known: a uid is unknown after a create that nobody answered, a tag until the first read after a write.
type document struct {
	there          bool
	uid, text, tag string
}

type room [names]document

// model is what a house with one desk and no haste would do. It starts with what was found before the first call.
func model(start room) porcupine.Model {
	return porcupine.Model{
		Init: func() interface{} { return start },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			return step(state.(room), input.(call), output.(reply))
		},
		DescribeOperation: func(input, output interface{}) string {
			return describe(input.(call), output.(reply))
		},
		DescribeState: func(state interface{}) string { return fmt.Sprint(state.(room)) },
	}
}

func step(before room, asked call, told reply) (bool, room) {
	if asked.verb == list {
		return listed(before, told)
	}
	after := before
	document := &after[asked.name]
	meant := document.there && document.uid != "" && document.uid == asked.uid
	want := expected(asked, *document, meant)
	if told.status != 0 && told.status != want {
		return false, before
	}
	switch {
	case want >= 400:
	case asked.verb == create:
		*document = documentOf(told.uid, asked.text)
	case asked.verb == replace:
		*document = documentOf(document.uid, asked.text)
	case asked.verb == remove:
		*document = none
	case told.text != document.text || (document.tag != "" && told.tag != document.tag):
		return false, before
	default:
		document.tag = told.tag
	}
	return true, after
}

var none document

func documentOf(uid, text string) document { return document{there: true, uid: uid, text: text} }

// expected is the status that the call must have in this state. A tag that is not known to be the present one is an old one:
// whoever has it read it before the last write.
func expected(asked call, is document, meant bool) int {
	switch {
	case asked.verb == create && is.there:
		return 409
	case asked.verb == create:
		return 201
	case !meant:
		return 404
	case asked.verb == read:
		return 200
	case asked.verb == replace && asked.tag != "" && asked.tag != is.tag:
		return 412
	}
	return 204
}

// listed holds when the list shows the whole room as it was at one moment.
func listed(before room, told reply) (bool, room) {
	after := before
	for i, item := range told.items {
		is := &after[i]
		if item.there != is.there || item.text != is.text {
			return false, before
		}
		if is.there && is.uid == "" {
			is.uid = item.uid
		}
		if item.uid != is.uid {
			return false, before
		}
	}
	return true, after
}

func describe(asked call, told reply) string {
	words := []string{string(asked.verb)}
	if asked.verb != list {
		words = append(words, fmt.Sprintf("n%d", asked.name))
	}
	for _, word := range []string{asked.uid, asked.text, asked.tag} {
		if word != "" {
			words = append(words, word)
		}
	}
	answer := fmt.Sprintf(" -> %d %s %s %s", told.status, told.uid, told.text, told.tag)
	if told.status == 0 {
		answer = " -> nobody knows"
	}
	if asked.verb == list {
		answer = fmt.Sprint(" -> ", told.items)
	}
	return strings.Join(words, " ") + answer
}

// entry makes an operation of a history. What was never answered may happen at any time until the end.
func entry(client int, asked call, called int64, told reply, returned int64) porcupine.Operation {
	if told.status == 0 {
		returned = math.MaxInt64
	}
	return porcupine.Operation{ClientId: client, Input: asked, Call: called, Output: told, Return: returned}
}
