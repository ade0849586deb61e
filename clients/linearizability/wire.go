package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const keys = "/v1/users/assets/sshkeys"

// A door is one server as one client reaches it: with connections of its own, over HTTP/1.1 or HTTP/2.
type door struct {
	address string
	key     string
	client  *http.Client
}

type body struct {
	UID      string `json:"uid,omitempty"`
	Metadata struct {
		Name string `json:"name"`
		UID  string `json:"uid,omitempty"`
	} `json:"metadata"`
	Spec struct {
		PublicKey string `json:"publicKey"`
	} `json:"spec"`
}

// doors reads the servers from EASEL_URL and EASEL_CA, lists with commas.
func doors() ([]door, error) {
	addresses, authorities := strings.Split(os.Getenv("EASEL_URL"), ","), strings.Split(os.Getenv("EASEL_CA"), ",")
	key := os.Getenv("SPECTROCLOUD_APIKEY")
	if addresses[0] == "" || key == "" {
		return nil, fmt.Errorf("EASEL_URL and SPECTROCLOUD_APIKEY must be set")
	}
	roots := x509.NewCertPool()
	for _, file := range authorities {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		roots.AppendCertsFromPEM(pem)
	}
	var all []door
	for i := 0; i < 2*len(addresses); i++ {
		all = append(all, doorTo(addresses[i/2], key, roots, i%2 == 0))
	}
	return all, nil
}

func doorTo(address, key string, roots *x509.CertPool, second bool) door {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(!second)
	protocols.SetHTTP2(second)
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots}, Protocols: protocols, MaxIdleConnsPerHost: 256,
	}
	return door{address, key, &http.Client{Transport: transport, Timeout: 30 * time.Second}}
}

// ask sends one request; the error tells that there was no whole answer.
func (d door) ask(ctx context.Context, method, path, project, tag string, content any) (int, http.Header, []byte, error) {
	var sent io.Reader
	if content != nil {
		text, err := json.Marshal(content)
		if err != nil {
			return 0, nil, nil, err
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, d.address+path, sent)
	if err != nil {
		return 0, nil, nil, err
	}
	request.Header.Set("ApiKey", d.key)
	request.Header.Set("Content-Type", "application/json")
	if project != "" {
		request.Header.Set("ProjectUid", project)
	}
	if tag != "" {
		request.Header.Set("If-Match", tag)
	}
	response, err := d.client.Do(request)
	if err != nil {
		return 0, nil, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, response.Header, text, err
}

// do sends a call and reads what the model needs of the reply. No answer and 503 leave open whether it happened.
func (d door) do(ctx context.Context, project string, asked call) (reply, error) {
	method, path, content := http.MethodGet, keys, any(nil)
	switch asked.verb {
	case create:
		method, content = http.MethodPost, letter(asked)
	case replace:
		method, path, content = http.MethodPut, keys+"/"+asked.uid, letter(asked)
	case remove:
		method, path = http.MethodDelete, keys+"/"+asked.uid
	case read:
		path = keys + "/" + asked.uid
	case list:
		path += "?limit=0"
	}
	status, headers, text, err := d.ask(ctx, method, path, project, asked.tag, content)
	if err != nil || status == http.StatusServiceUnavailable {
		return reply{}, nil
	}
	told := reply{status: status}
	if status >= 300 {
		return told, nil
	}
	if asked.verb == list {
		told.items, err = itemsOf(text)
		return told, err
	}
	if len(text) == 0 {
		return told, nil
	}
	var seen body
	err = json.Unmarshal(text, &seen)
	told.uid, told.text, told.tag = seen.UID, seen.Spec.PublicKey, headers.Get("ETag")
	return told, err
}

func letter(asked call) body {
	var content body
	content.Metadata.Name = nameOf(asked.name)
	content.Spec.PublicKey = asked.text
	return content
}

func nameOf(i int) string { return fmt.Sprintf("key-%d", i) }

func itemsOf(text []byte) (room, error) {
	var items room
	var page struct{ Items []body }
	if err := json.Unmarshal(text, &page); err != nil {
		return items, err
	}
	for _, item := range page.Items {
		var i int
		if _, err := fmt.Sscanf(item.Metadata.Name, "key-%d", &i); err != nil || i >= names || items[i].there {
			return items, fmt.Errorf("a list shows %s, or shows it twice", item.Metadata.Name)
		}
		items[i] = documentOf(item.Metadata.UID, item.Spec.PublicKey)
	}
	return items, nil
}
