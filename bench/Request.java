package bench;

import java.nio.charset.StandardCharsets;

/** Requests as bytes, ready to be sent. */
final class Request {
    private Request() {}

    static byte[] get(String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] delete(String path, String headers) {
        return ("DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] post(String path, String headers, String body) {
        return with("POST", path, headers, body);
    }

    static byte[] with(String method, String path, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    static String key(String apiKey) {
        return "ApiKey: " + apiKey + "\r\n";
    }

    static String key(String apiKey, String project) {
        return key(apiKey) + "ProjectUid: " + project + "\r\n";
    }
}
