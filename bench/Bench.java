package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs benchmarks, prints their results, and keeps each one's raw figures and their picture. Arguments: names,
 * {@code --rounds N}, {@code --seconds S}, {@code --write FILE}, {@code --results FOLDER}, then {@code --} and the command
 * for Java that servers are started with.
 */
public final class Bench {
    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", new Start());
        ALL.put("get", new Get());
        ALL.put("create", new Create());
        ALL.put("page", new Page());
        ALL.put("peer", new Peer());
        ALL.put("growth", new Growth());
        ALL.put("fleet", new Fleet());
        ALL.put("watched", new Watched());
    }

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        var words = List.of(arguments);
        int cut = words.indexOf("--");
        var asked = words.subList(0, cut);
        var scratch = Files.createTempDirectory(Path.of(option(asked, "--scratch", "/var/tmp")), "easel-bench");
        var plan = new Plan(
                words.subList(cut + 1, words.size()),
                scratch,
                Integer.parseInt(option(asked, "--rounds", "5")),
                Duration.ofSeconds(Integer.parseInt(option(asked, "--seconds", "5"))));
        try {
            run(plan, names(asked), asked);
        } finally {
            remove(scratch);
        }
    }

    private static void run(Plan plan, List<String> names, List<String> asked) throws IOException {
        var results = new ArrayList<Result>();
        var folder = Path.of(option(asked, "--results", "bench/results"));
        for (var name : names.isEmpty() ? ALL.keySet() : names) {
            var benchmark = ALL.get(name);
            if (benchmark == null) throw new IOException("no benchmark " + name + "; there are " + ALL.keySet());
            var found = benchmark.run(plan);
            found.stream().filter(result -> !result.isRaw()).forEach(System.out::println);
            Rounds.write(folder.resolve(name + ".csv"), name, found);
            Plot.write(folder.resolve(name + ".svg"), name, found);
            results.addAll(found);
        }
        var file = option(asked, "--write", "");
        if (!file.isEmpty()) Results.write(Path.of(file), results);
        long missed = results.stream().filter(Result::missed).count();
        if (missed > 0) System.out.println(missed + " limits are missed; bench/RESULTS.md says what costs it");
    }

    private static String option(List<String> words, String name, String standard) {
        int at = words.indexOf(name);
        return at < 0 ? standard : words.get(at + 1);
    }

    private static List<String> names(List<String> words) {
        var names = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--")) i++;
            else names.add(words.get(i));
        }
        return names;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
