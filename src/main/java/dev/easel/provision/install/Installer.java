package dev.easel.provision.install;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Installs the layers of a cluster into its API server, in rounds: each looks at all of them and goes as far as it can. */
public final class Installer {
    private final Charts charts;
    private final Clock clock;

    public Installer(Transport transport, Clock clock) {
        charts = new Charts(transport);
        this.clock = clock;
    }

    /** One round; throws {@link KubernetesClientException} when the cluster cannot be asked. */
    Report round(Workload workload, String kubeconfig, Wish wish) {
        workload.ask();
        var book = new Inventories(workload, wish.cluster());
        var spaces = new Spaces(workload, wish.cluster());
        var tools = new ChartLayer.Tools(charts, new Helmsman(kubeconfig), spaces, clock.instant());
        var removed = new ArrayList<String>();
        var unfinished = leave(book, wish, new Leaving(workload, book, tools), removed);
        return new Report(install(new Round(workload, book, tools, wish.drift()), wish), removed, unfinished);
    }

    /** The same for somebody who has no cluster open: opens it, and closes it. */
    public Report round(String kubeconfig, Wish wish) {
        try (var workload = new Workload(kubeconfig)) {
            return round(workload, kubeconfig, wish);
        }
    }

    private static String leave(Inventories book, Wish wish, Leaving leaving, List<String> removed) {
        var wanted = wish.layers().stream().map(Bundle::key).collect(Collectors.toSet());
        var unfinished = new ArrayList<String>();
        for (var inventory : book.all().values()) {
            if (wanted.contains(inventory.key())) continue;
            var name = inventory.key().substring(inventory.key().indexOf('/') + 1);
            try {
                var left = leaving.remove(inventory);
                if (left.isEmpty()) removed.add(name);
                else unfinished.add("%s leaves: %s".formatted(name, left));
            } catch (Refused refused) {
                unfinished.add("%s does not leave: %s".formatted(name, refused.getMessage()));
            } catch (KubernetesClientException failed) {
                unfinished.add("%s does not leave: %s".formatted(name, Refused.said(failed)));
            }
        }
        return String.join("; ", unfinished);
    }

    /** Groups of one priority go together, and each waits for those before it; what is installed is looked after always. */
    private static List<Outcome> install(Round round, Wish wish) {
        var ordered = wish.layers().stream()
                .sorted(Comparator.comparingInt(bundle -> bundle.layer().priority()))
                .toList();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        var obstacle = "";
        var ahead = "";
        int priority = Integer.MIN_VALUE;
        for (var bundle : ordered) {
            if (bundle.layer().priority() != priority) obstacle = ahead;
            priority = bundle.layer().priority();
            var outcome = obstacle.isEmpty() || round.isInstalled(bundle)
                    ? round.step(bundle, Owner.of(wish.cluster(), bundle))
                    : Outcome.waiting(bundle, "waits for " + obstacle);
            outcomes.put(bundle.key(), outcome);
            if (outcome.holdsOthersUp() && ahead.isEmpty())
                ahead = bundle.layer().name();
        }
        return wish.layers().stream().map(bundle -> outcomes.get(bundle.key())).toList();
    }
}
