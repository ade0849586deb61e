import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds a bill of materials against a folder of libraries: each stands in it as it is, with a licence, and no other. */
final class Bill {
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> licences = new TreeMap<>();

    /** Arguments: the bill (CycloneDX, JSON) and the folder. Exit code 0: whole, 1: not. */
    public static void main(String[] arguments) throws Exception {
        var bill = new Bill();
        bill.check(new JsonMapper().readTree(Files.readString(Path.of(arguments[0]))), Path.of(arguments[1]));
        bill.licences.forEach((licence, times) -> System.out.printf("%4d  %s%n", times, licence));
        bill.wrong.forEach(System.out::println);
        System.exit(bill.wrong.isEmpty() ? 0 : 1);
    }

    private void check(JsonNode bom, Path folder) throws Exception {
        var listed = new HashMap<String, JsonNode>();
        for (var component : bom.path("components")) listed.put(digest(component), component);
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) check(file, listed);
        }
        listed.values().forEach(left -> wrong.add(purl(left) + " is listed, and is not among the libraries"));
    }

    private void check(Path file, Map<String, JsonNode> listed) throws Exception {
        var bytes = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        var component = listed.remove(HexFormat.of().formatHex(bytes));
        if (component == null) {
            wrong.add(file.getFileName() + " is not listed");
            return;
        }
        var found = component.path("licenses").valueStream().map(Bill::licence).toList();
        if (found.isEmpty()) wrong.add(purl(component) + " has no licence");
        found.forEach(licence -> licences.merge(licence, 1, Integer::sum));
    }

    private static String purl(JsonNode component) {
        return component.path("purl").asString("?");
    }

    private static String digest(JsonNode component) {
        return component.path("hashes")
                .valueStream()
                .filter(hash -> hash.path("alg").asString("").equals("SHA-256"))
                .map(hash -> hash.path("content").asString(""))
                .findFirst()
                .orElseGet(() -> purl(component));
    }

    private static String licence(JsonNode entry) {
        var licence = entry.path("license");
        return licence.path("id").asString(licence.path("name").asString(entry.path("expression").asString("?")));
    }
}
