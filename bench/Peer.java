package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Easel against kube-apiserver and etcd, with the same documents, side by side: creates until there are ten thousand, then
 * gets and lists.
 */
final class Peer implements Benchmark {
    private static final int DOCUMENTS = Integer.getInteger("documents", 10_000);
    private static final int CALLERS = 32;
    private static final int BY_ONE = DOCUMENTS / 50;
    private static final int WARM_UP = DOCUMENTS;

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var programs = Optional.ofNullable(System.getenv("KUBERNETES_PROGRAMS"));
        if (programs.isEmpty()) {
            System.out.println("not run: KUBERNETES_PROGRAMS names no folder with kube-apiserver and etcd");
            return List.of();
        }
        try (var ours = EaselShelf.start(plan);
                var theirs = KubernetesShelf.start(plan, Path.of(programs.get()))) {
            for (var shelf : List.of(ours, theirs)) shelf.warmUp(plan, CALLERS, WARM_UP);
            var duel = new Duel(ours, theirs);
            fill(plan, duel);
            for (int i = 0; i < plan.rounds(); i++) look(plan, duel, ours.keys(), theirs.keys());
            return duel.results(1 / 3.0);
        }
    }

    private static void fill(Plan plan, Duel duel) throws IOException {
        int rest = DOCUMENTS / plan.rounds() - BY_ONE;
        for (int i = 0; i < plan.rounds(); i++) {
            var round = "round" + i;
            duel.round("create, 1 caller", 5, shelf -> create(shelf, 1, BY_ONE, round + "-one"));
            duel.round("create, 32 callers", 5, shelf -> create(shelf, CALLERS, rest, round + "-many"));
        }
    }

    private static void look(Plan plan, Duel duel, List<String> ours, List<String> theirs) throws IOException {
        Function<Shelf, List<String>> keys = shelf -> shelf instanceof EaselShelf ? ours : theirs;
        for (int callers : List.of(1, CALLERS)) {
            var by = callers == 1 ? ", 1 caller" : ", " + callers + " callers";
            duel.round(
                    "get one" + by,
                    10,
                    shelf -> get(
                            plan,
                            shelf,
                            callers,
                            List.of(shelf.path(keys.apply(shelf).getFirst()))));
            duel.round(
                    "get any" + by,
                    10,
                    shelf -> get(
                            plan,
                            shelf,
                            callers,
                            keys.apply(shelf).stream().map(shelf::path).toList()));
            duel.round("list 50 by label" + by, 15, shelf -> get(plan, shelf, callers, List.of(labelled(shelf))));
            duel.round(
                    "list 50 by label, of late" + by,
                    15,
                    shelf -> get(plan, shelf, callers, List.of(shelf.roughly(labelled(shelf)))));
        }
        duel.weigh();
    }

    private static String labelled(Shelf shelf) {
        return shelf.labelled("owner", "team-7");
    }

    private static Load.Outcome create(Shelf shelf, int callers, int count, String prefix) throws IOException {
        return Load.times(shelf.port(), callers, count, 201, number -> shelf.create(prefix, number));
    }

    private static Load.Outcome get(Plan plan, Shelf shelf, int callers, List<String> paths) throws IOException {
        var requests = paths.stream().map(shelf::get).toList();
        return Load.run(
                shelf.port(),
                callers,
                plan.time(),
                200,
                _ -> requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
    }
}
