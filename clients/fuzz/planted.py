"""A server with known defects, so that the suite can show that it finds them. Prints its address once it listens."""

import http.server
import json
import sys
import time

DEFECTS = {
    "/broken": "answers 500",
    "/shape": "answers a body outside its schema",
    "/status": "answers a status that its document lacks",
    "/type": "answers HTML where its document says JSON",
    "/silent": "never answers",
    "/lenient": "accepts what its document forbids",
    "/open": "answers strangers",
}


def operation(name):
    return {
        "get": {
            "operationId": name.strip("/"),
            "security": [] if name != "/open" else [{"Key": []}],
            "parameters": [{"name": "size", "in": "query", "required": True, "schema": {"type": "integer"}}],
            "responses": {
                "200": {
                    "description": "Well",
                    "content": {"application/json": {"schema": {"type": "object", "required": ["uid"]}}},
                },
                "400": {"description": "Not well"},
                "401": {"description": "A stranger"},
            },
        }
    }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/openapi.json":
            return self.answer(200, json.dumps(document()))
        size = query.removeprefix("size=")
        if path != "/lenient" and not size.lstrip("-").isdigit():
            return self.answer(400, "{}")
        if path == "/silent":
            time.sleep(5)
        status = {"/broken": 500, "/status": 418}.get(path, 200)
        kind = "text/html" if path == "/type" else "application/json"
        return self.answer(status, "{}" if path == "/shape" else '{"uid": "u"}', kind)

    def __getattr__(self, name):
        if name.startswith("do_"):
            return lambda: self.answer(405, "{}", allow="GET")
        raise AttributeError(name)

    def answer(self, status, text, kind="application/json", allow=""):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if allow:
            self.send_header("Allow", allow)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def document():
    return {
        "openapi": "3.1.0",
        "info": {"title": "Planted", "version": "1"},
        "paths": {path: operation(path) for path in ["/healthy", *DEFECTS]},
        "components": {"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "ApiKey"}}},
    }


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
