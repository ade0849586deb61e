import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service of advisories, as osv.dev is one, about everything that stands in a bill of materials. */
final class Advisories {
    private static final int UNHEARD = 3;
    private static final int AT_ONCE = 500;
    private static final JsonMapper JSON = new JsonMapper();

    /** Whoever knows anything knows this one. */
    private static final String KNOWN = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String service;

    private Advisories(String service) {
        this.service = service;
    }

    private static final class Unheard extends Exception {
        Unheard(String why) {
            super(why);
        }
    }

    /**
     * Arguments: the bill (CycloneDX, JSON), the address of the service, the file of accepted advisories. Exit code 0:
     * nothing is known, 1: something is, or the service is not to be trusted, 3: it could not be asked.
     */
    public static void main(String[] arguments) throws Exception {
        try {
            var found = new Advisories(arguments[1]).about(purls(Path.of(arguments[0])));
            var wrong = judge(found, accepted(Path.of(arguments[2])));
            wrong.forEach(System.out::println);
            System.exit(wrong.isEmpty() ? 0 : 1);
        } catch (Unheard unheard) {
            System.out.println(unheard.getMessage());
            System.exit(UNHEARD);
        }
    }

    /** What is wrong: advisories that nobody accepted, and accepted ones that nobody finds. */
    private static List<String> judge(Map<String, String> found, Map<String, String> accepted) {
        var wrong = new ArrayList<String>();
        if (!found.containsValue(KNOWN)) wrong.add("the service knows nothing of " + KNOWN + ": it proves nothing");
        found.forEach((id, purl) -> {
            if (purl.equals(KNOWN)) return;
            if (accepted.containsKey(id)) System.out.printf("accepted: %s in %s: %s%n", id, purl, accepted.get(id));
            else wrong.add("%s in %s".formatted(id, purl));
        });
        accepted.keySet().stream()
                .filter(id -> !found.containsKey(id))
                .forEach(id -> wrong.add(id + " is accepted, and nothing has it any more: take it out"));
        return wrong;
    }

    private static List<String> purls(Path bill) throws IOException {
        var purls = new LinkedHashSet<String>();
        for (var component : JSON.readTree(Files.readString(bill)).path("components")) {
            var purl = component.path("purl").asString("").replaceFirst("[?#].*", "");
            purls.add(purl);
            // What is packed for Java out of a package of npm bears its name and version.
            if (purl.startsWith("pkg:maven/org.webjars/")) purls.add(purl.replace("maven/org.webjars", "npm"));
        }
        if (purls.isEmpty()) throw new IllegalStateException(bill + " lists nothing");
        purls.add(KNOWN);
        return List.copyOf(purls);
    }

    private static Map<String, String> accepted(Path file) throws IOException {
        var accepted = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var words = line.strip().split("\\s+", 2);
            if (words.length < 2) throw new IllegalStateException(file + " does not say why " + words[0]);
            accepted.put(words[0], words[1]);
        }
        return accepted;
    }

    /** The ids of advisories, each with what it is about. */
    private Map<String, String> about(List<String> purls) throws Exception {
        var found = new TreeMap<String, String>();
        for (int from = 0; from < purls.size(); from += AT_ONCE) {
            var asked = new HashMap<String, String>();
            purls.subList(from, Math.min(purls.size(), from + AT_ONCE)).forEach(purl -> asked.put(purl, ""));
            while (!asked.isEmpty()) page(asked, found);
        }
        return found;
    }

    /** One page for each, with the token of the page; who has no further page is asked about no more. */
    private void page(Map<String, String> asked, Map<String, String> found) throws Exception {
        var order = List.copyOf(new TreeSet<>(asked.keySet()));
        var query = JSON.createObjectNode();
        var queries = query.putArray("queries");
        for (var purl : order) {
            var one = queries.addObject();
            one.putObject("package").put("purl", purl);
            if (!asked.get(purl).isEmpty()) one.put("page_token", asked.get(purl));
        }
        var results = ask(query).path("results");
        if (results.size() != order.size()) throw new IllegalStateException("the service answers another question");
        for (int i = 0; i < order.size(); i++) {
            var purl = order.get(i);
            results.get(i).path("vulns").forEach(each -> found.put(each.path("id").asString(), purl));
            var next = results.get(i).path("next_page_token").asString("");
            if (next.isEmpty()) asked.remove(purl);
            else asked.put(purl, next);
        }
    }

    private JsonNode ask(JsonNode query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service + "/v1/querybatch"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(query.toString()));
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200) return JSON.readTree(answer.body());
            if (answer.statusCode() == 400) throw new IllegalStateException("the service refuses: " + answer.body());
            throw new Unheard("%s answers %d".formatted(service, answer.statusCode()));
        } catch (IOException failed) {
            var why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            throw new Unheard("%s cannot be reached: %s".formatted(service, why));
        }
    }
}
