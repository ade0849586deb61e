package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.easel.contract.Contract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small server plays the living one. It answers each path with its replies in turn and repeats the last of them. */
class TranscriptReplayTest {
    private static final String HEADER = """
            {"transcript":1,"client":"probe","version":"1","case":"round","date":"2026-01-01","server":"none"}
            """;

    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void uidsOfRepliesStandInLaterPathsQueriesHeadersAndBodies() throws Exception {
        serve("POST /v1/clusters", "201 {'uid':'live-cluster-0001'}");
        serve(
                "GET /v1/projects",
                "200 {'items':[{'metadata':{'name':'other','uid':'x'}},"
                        + "{'metadata':{'name':'Default','uid':'live-project-1'}}]}");
        serve("PUT /v1/clusters/live-cluster-0001/x", "204");
        assertEquals(
                List.of(),
                replay(
                        exchange(
                                "GET /v1/projects",
                                "",
                                "200",
                                "{'items':[{'metadata':{'name':'Default','uid':'told-project-1'}}]}"),
                        exchange("POST /v1/clusters", "{'name':'a'}", "201", "{'uid':'told-cluster-0001'}"),
                        exchange(
                                "PUT /v1/clusters/told-cluster-0001/x",
                                "{'id':'told-cluster-0001_p','project':'told-project-1','password':'***'}",
                                "204",
                                "")));
        assertEquals(
                "PUT /v1/clusters/live-cluster-0001/x key {'id':'live-cluster-0001_p','project':'live-project-1','password':'secret'}",
                heard.getLast());
    }

    @Test
    void aStateIsWaitedFor() throws Exception {
        serve(
                "GET /v1/clusters/a",
                "200 {'status':{'state':'Pending'}}",
                "200 {'status':{'state':'Provisioning'}}",
                "200 {'status':{'state':'Running'}}");
        assertEquals(List.of(), replay(exchange("GET /v1/clusters/a", "", "200", "{'status':{'state':'Running'}}")));
        assertEquals(3, heard.size());
    }

    @Test
    void aPassingStateIsNot() throws Exception {
        serve("GET /v1/clusters/a", "200 {'status':{'state':'Running'}}", "404 {'code':'ResourceNotFound'}");
        assertEquals(
                List.of(),
                replay(
                        exchange("GET /v1/clusters/a", "", "200", "{'status':{'state':'Provisioning','packs':[{}]}}"),
                        exchange("GET /v1/clusters/a", "", "200", "{'status':{'state':'Deleting'}}")));
    }

    @Test
    void aStateThatIsNeverReachedIsAFault() throws Exception {
        serve("GET /v1/clusters/a", "200 {'status':{'state':'Pending'}}");
        assertTrue(replay(exchange("GET /v1/clusters/a", "", "200", "{'status':{'state':'Running'}}"))
                .getFirst()
                .contains("/status/state is \"Pending\" instead of \"Running\""));
    }

    @Test
    void aFieldThatHasGoneIsAFaultUnlessItWasNullOrIsVolatile() throws Exception {
        serve("POST /v1/x", "200 {'items':[{'name':'b'},{'name':'a','spec':{}}]}");
        assertEquals(
                List.of("probe 1 round: POST /v1/x: items[0].spec.size is gone"),
                replay(exchange(
                        "POST /v1/x",
                        "{}",
                        "200",
                        "{'items':[{'name':'a','spec':{'size':1,'none':null,'message':'m'}},{'name':'b'}]}")));
    }

    @Test
    void anotherStatusOfAWriteEndsTheRound() throws Exception {
        serve("POST /v1/x", "200 {}");
        serve("GET /v1/y", "200 {}");
        assertEquals(
                List.of("probe 1 round: POST /v1/x: answered 200 instead of 201: {}"),
                replay(exchange("POST /v1/x", "{}", "201", "{}"), exchange("GET /v1/y", "", "500", "")));
    }

    @Test
    void theContractIsHeldToo() throws Exception {
        serve("GET /v1/projects/p", "200 {'metadata':{'name':1}}");
        var replay = replay(ReplyCheck.by(Contract.load()));
        var faults = replay.faults(transcript(exchange("GET /v1/projects/p", "", "200", "{'metadata':{}}")));
        assertTrue(faults.getFirst().contains("metadata.name"), faults::toString);
    }

    @Test
    void aFileWithoutAHeaderIsNoTranscript() {
        assertThrows(IllegalArgumentException.class, () -> Transcript.of(List.of("{}")));
    }

    private List<String> replay(String... exchanges) throws Exception {
        return replay((_, _) -> List.of()).faults(transcript(exchanges));
    }

    private TranscriptReplay replay(ReplyCheck check) {
        return new TranscriptReplay(
                HttpClient.newHttpClient(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Map.of("ApiKey", "key", "password", "secret"),
                check,
                Duration.ofSeconds(1));
    }

    private static Transcript transcript(String... exchanges) {
        return Transcript.of(
                Stream.concat(Stream.of(HEADER.strip()), Stream.of(exchanges)).toList());
    }

    private static String exchange(String line, String body, String status, String reply) {
        var words = line.split(" ");
        var request = "'method':'%s','path':'%s','headers':{'ApiKey':'***','Content-Type':'application/json'}%s"
                .formatted(words[0], words[1], body.isEmpty() ? "" : ",'body':" + body);
        var answer = "'status':%s%s".formatted(status, reply.isEmpty() ? "" : ",'body':" + reply);
        return "{'at':0,'request':{%s},'reply':{%s}}".formatted(request, answer).replace('\'', '"');
    }

    private void serve(String line, String... replies) {
        answers.put(line, new ArrayList<>(List.of(replies)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add("%s %s %s"
                    .formatted(line, exchange.getRequestHeaders().getFirst("ApiKey"), body.replace('"', '\'')));
            var replies = answers.getOrDefault(line, List.of("404 {'code':'ResourceNotFound'}"));
            var reply = replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
            var words = reply.split(" ", 2);
            var bytes = words.length > 1 ? words[1].replace('\'', '"').getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(Integer.parseInt(words[0]), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
