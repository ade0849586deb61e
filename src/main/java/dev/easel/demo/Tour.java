package dev.easel.demo;

import dev.easel.contract.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The life of one cluster that Cluster API makes: created, scaled, upgraded, rolled, asked with kubectl, deleted; each step
 * is awaited and timed.
 */
public final class Tour {
    private static final String NAME = "demo-capi";
    private static final String FROM = "1.32.10";
    private static final String TO = "1.32.11";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CLUSTERS = "/v1/spectroclusters/";

    private final Api tenant;
    private final Screen screen;
    private String pools = "";
    private String last = "";

    public Tour(Api tenant, Screen screen) {
        this.tenant = tenant;
        this.screen = screen;
    }

    /** A machine as lists show it. */
    private record Machine(String uid, String pool, String state, boolean ready) {
        boolean works() {
            return ready && state.equals("Running");
        }
    }

    /** A cluster as it is at a moment, asked for once for all that is said of it. */
    private record Look(JsonNode status, List<Machine> machines) {
        Set<String> uids(Predicate<Machine> which) {
            return machines.stream().filter(which).map(Machine::uid).collect(Collectors.toSet());
        }

        boolean isWhole(int workers) {
            return status.path("state").asString("").equals("Running")
                    && status.at("/health/state").asString("").equals("Healthy")
                    && machines.size() == workers + 1
                    && machines.stream().allMatch(Machine::works);
        }

        boolean isRenewed(int workers, Set<String> old) {
            return isWhole(workers) && machines.stream().map(Machine::uid).noneMatch(old::contains);
        }
    }

    /** Writes the cluster's kubeconfig into a folder on the way. */
    public void run(Path folder) {
        var making = new Making(tenant, screen);
        var project = making.project();
        DevCloud.register(tenant);
        var account = making.named(project, "/v1/cloudaccounts/cloudTypes/" + DevCloud.NAME, NAME, account());
        var before = making.profile(project, NAME + "-old", DevCloud.NAME, DevCloud.layers(FROM));
        var after = making.profile(project, NAME + "-new", DevCloud.NAME, DevCloud.layers(TO));
        var path = CLUSTERS + "cloudTypes/" + DevCloud.NAME;
        var uid = project.create(path, DevCloud.cluster(NAME, account, before));
        var config = project.get(CLUSTERS + uid).at("/spec/cloudConfigRef/uid").asString();
        pools = "/v1/cloudconfigs/cloudTypes/" + DevCloud.NAME + "/" + config + "/machinePools";
        step("created: one control plane, two workers", project, uid, there(look -> look.isWhole(2)));
        scale(project, uid);
        upgrade(project, uid, before, after);
        roll(project, uid);
        Demo.keep(
                folder.resolve(NAME + ".kubeconfig"),
                project.find(CLUSTERS + uid + "/assets/kubeconfig").orElse(""));
        kubectl(folder.resolve(NAME + ".kubeconfig"));
        project.send("DELETE", CLUSTERS + uid);
        step("deleted", project, uid, Optional::isEmpty);
    }

    private static JsonNode account() {
        var body = Plan.named(NAME);
        body.putObject("spec").putObject("credentials").put("none", "needed");
        return body;
    }

    private static Predicate<Optional<Look>> there(Predicate<Look> done) {
        return look -> look.filter(done).isPresent();
    }

    private void scale(Api project, String uid) {
        var kept = uids(project, uid, _ -> true);
        change(project, DevCloud.values("workers", 3));
        step("scaled from two workers to three", project, uid, there(look -> look.isWhole(3)));
        if (!uids(project, uid, _ -> true).containsAll(kept)) throw new IllegalStateException("a machine was replaced");
    }

    private void upgrade(Api project, String uid, String before, String after) {
        var body = Json.object();
        body.putArray("profiles").addObject().put("uid", after).put("replaceWithProfile", before);
        var old = uids(project, uid, _ -> true);
        project.send("PATCH", CLUSTERS + uid + "/profiles", body);
        project.send("PATCH", CLUSTERS + uid + "/repave/approve", Json.object());
        var what = "upgraded from %s to %s, approved: control plane first, then workers".formatted(FROM, TO);
        step(what, project, uid, there(look -> look.isRenewed(3, old)));
    }

    private void roll(Api project, String uid) {
        var old = uids(project, uid, machine -> machine.pool().equals("workers"));
        change(project, DevCloud.values("workers", 3).replace("startupDuration: 1s", "startupDuration: 2s"));
        step("workers replaced by other ones", project, uid, there(look -> look.isRenewed(3, old)));
    }

    private void change(Api project, String values) {
        project.send("PUT", pools + "/workers", DevCloud.pool("workers", values));
    }

    private Set<String> uids(Api project, String uid, Predicate<Machine> which) {
        return look(project, uid).orElseThrow().uids(which);
    }

    private Optional<Look> look(Api project, String uid) {
        return project.find(CLUSTERS + uid).map(text -> {
            var machines = List.of("control-plane", "workers").stream()
                    .flatMap(pool -> project.find(pools + "/" + pool + "/machines").stream()
                            .flatMap(page -> machines(pool, page)))
                    .toList();
            return new Look(Json.MAPPER.readTree(text).path("status"), machines);
        });
    }

    private static Stream<Machine> machines(String pool, String page) {
        return Json.MAPPER
                .readTree(page)
                .path("items")
                .valueStream()
                .map(item -> new Machine(
                        item.at("/metadata/uid").asString(),
                        pool,
                        item.at("/status/instanceState").asString(""),
                        item.at("/status/ready").asBoolean(false)));
    }

    private void step(String what, Api project, String uid, Predicate<Optional<Look>> done) {
        var began = System.nanoTime();
        for (var look = look(project, uid); !done.test(look); look = look(project, uid)) {
            look.ifPresent(seen -> tell(seen, began));
            if (System.nanoTime() - began > LONGEST.toNanos())
                throw new IllegalStateException("not " + what + " after ten minutes");
            Screen.pause();
        }
        screen.say("%s  ✓ %s".formatted(Picture.clock(Duration.ofNanos(System.nanoTime() - began)), what));
    }

    private void tell(Look look, long began) {
        var wrong = look.status()
                .path("conditions")
                .valueStream()
                .filter(condition -> condition.path("status").asString("").equals("False"))
                .map(condition -> condition.path("message").asString(""))
                .findFirst()
                .orElse("");
        var machines = look.machines().stream().map(Machine::state).collect(Collectors.joining(" "));
        var line = "%-12s %s  %s"
                .formatted(look.status().path("state").asString(""), machines, wrong)
                .stripTrailing();
        if (!line.equals(last)) screen.say(Picture.clock(Duration.ofNanos(System.nanoTime() - began)) + "    " + line);
        last = line;
    }

    private void kubectl(Path kubeconfig) {
        var command = List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "get", "nodes");
        screen.say("       $ " + String.join(" ", command));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.inputReader().lines().forEach(line -> screen.say("       " + line));
            if (process.waitFor() != 0) throw new IllegalStateException("kubectl get nodes failed");
        } catch (IOException missing) {
            screen.say("       there is no kubectl here: " + missing.getMessage());
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }
}
