package main

import (
	"bytes"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
)

// A liar stands between clients and a server that does nothing wrong, and now and then does wrong itself: what the check is
// worth shows in whether it finds that out.
type liar struct {
	next  http.RoundTripper
	mutex sync.Mutex
	kept  map[string]kept
	count atomic.Int64
	tell  func(*liar, *http.Request) (*http.Response, error)
}

// Two different replies to the same question, the older one first.
type kept struct{ older, newer []byte }

// lies are the ways to do wrong, each in about one of forty requests that it could be done to.
var lies = []struct {
	name string
	tell func(*liar, *http.Request) (*http.Response, error)
}{
	{"a stale read", (*liar).stale},
	{"a lost write", (*liar).lost},
	{"a tag that is not looked at", (*liar).blind},
}

// between puts a liar before a door.
func between(d door, tell func(*liar, *http.Request) (*http.Response, error)) (door, func()) {
	target, err := url.Parse(d.address)
	if err != nil {
		panic(err)
	}
	l := &liar{next: d.client.Transport, tell: tell, kept: map[string]kept{}}
	proxy := &httputil.ReverseProxy{
		Transport: l,
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ErrorLog:  log.New(io.Discard, "", 0), // clients that hang up do so on purpose
	}
	server := httptest.NewTLSServer(proxy)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return doorTo(server.URL, d.key, roots, false), server.Close
}

func (l *liar) RoundTrip(request *http.Request) (*http.Response, error) {
	return l.tell(l, request)
}

func (l *liar) due() bool { return l.count.Add(1)%40 == 0 }

// stale answers what was right a moment ago.
func (l *liar) stale(request *http.Request) (*http.Response, error) {
	response, err := l.next.RoundTrip(request)
	if err != nil || request.Method != http.MethodGet || response.StatusCode != http.StatusOK {
		return response, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	question := request.Header.Get("ProjectUid") + request.URL.Path
	l.mutex.Lock()
	defer l.mutex.Unlock()
	known := l.kept[question]
	if !bytes.Equal(known.newer, text) {
		known = kept{known.newer, text}
		l.kept[question] = known
	}
	if known.older != nil && l.due() {
		text = known.older
		response.Header.Del("ETag")
	}
	response.Header.Del("Content-Length")
	response.ContentLength = int64(len(text))
	response.Body = io.NopCloser(bytes.NewReader(text))
	return response, nil
}

// lost says yes to a write and forgets it.
func (l *liar) lost(request *http.Request) (*http.Response, error) {
	if request.Method != http.MethodPut || !l.due() {
		return l.next.RoundTrip(request)
	}
	return &http.Response{
		StatusCode: http.StatusNoContent, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Body: http.NoBody, Request: request,
	}, nil
}

// blind writes whatever the tag says.
func (l *liar) blind(request *http.Request) (*http.Response, error) {
	if request.Header.Get("If-Match") != "" && l.due() {
		request.Header.Del("If-Match")
	}
	return l.next.RoundTrip(request)
}
