package dev.easel.provision.capi;

import dev.easel.clouds.Clouds;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.provision.Accounts;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Forecast;
import dev.easel.provision.Memory;
import dev.easel.provision.Observation;
import dev.easel.provision.Provisioner;
import dev.easel.provision.Target;
import dev.easel.provision.install.Bundle;
import dev.easel.provision.install.Installer;
import dev.easel.provision.install.Installs;
import dev.easel.provision.install.Transport;
import dev.easel.provision.install.Wish;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The engine that has clusters made by Cluster API in a management cluster. */
public final class CapiEngine implements Provisioner, AutoCloseable {
    /** Answers of a server that may take the same objects in a while. */
    private static final Set<Integer> LATER = Set.of(408, 429, 502, 503, 504);

    private final Memory memory;
    private final Clouds clouds;
    private final Accounts accounts;
    private final Clock clock;
    private final Wakes wakes;
    private final Link link;
    private final Installs installs;

    /** @param kubeconfig file that opens the management cluster */
    public record Place(Path kubeconfig, Transport charts) {}

    /**
     * What an engine needs of the house.
     *
     * @param accounts is asked whenever objects are applied
     * @param awake is told which clusters have changed: tenants by the uids of clusters
     */
    public record House(Memory memory, Clouds clouds, Accounts accounts, Consumer<Map<String, String>> awake) {}

    public CapiEngine(House house, Clock clock, Place place) {
        memory = house.memory();
        clouds = house.clouds();
        accounts = house.accounts();
        this.clock = clock;
        wakes = new Wakes(house.awake());
        link = new Link(place.kubeconfig(), clock, wakes);
        installs = new Installs(new Installer(place.charts(), clock), clock);
    }

    /** Clouds that are registered bring their templates with them. */
    @Override
    public boolean carries(String cloud) {
        return Files.has(cloud) || clouds.named(cloud).isEmpty();
    }

    /** Why the management cluster cannot be used now, if it cannot. */
    Optional<Trouble> trouble() {
        return link.trouble();
    }

    @Override
    public void declare(Blueprint wish) {
        wakes.know(wish.target().uid(), wish.target().tenant());
        var sketch = wish.sketch();
        var known = note(wish.target());
        if (known.filter(note -> !note.leaving.isEmpty()).isPresent()) return;
        var note = known.filter(found -> found.wish.equals(sketch)).orElseGet(() -> remember(sketch));
        if (trouble(wish.target(), note).isPresent()) return;
        apply(wish, note);
        if (note.isUp()) installs.want(parcel(wish), baggage(wish.target()));
    }

    private Wish parcel(Blueprint wish) {
        var nodes = NodeRules.of(wish, link.seen(Names.namespace(wish.target())));
        return new Wish(wish.target().uid(), Bundle.of(wish), wish.material().drift(), nodes);
    }

    private Baggage baggage(Target target) {
        return new Baggage(
                () -> Baggage.kubeconfig(link, target),
                write -> {
                    if (note(target).isPresent()) change(target, note -> write.accept(new PackDiary(note, now())));
                },
                () -> wakes.changed(target.uid()));
    }

    private Note remember(Blueprint sketch) {
        return Note.of(memory.change(sketch.target(), tree -> {
            var note = tree.isEmpty() ? begin(sketch) : Note.of(tree);
            note.wish = sketch;
            return note.tree();
        }));
    }

    private Note begin(Blueprint sketch) {
        var note = new Note(sketch, Names.fit(sketch.target().name()), now());
        note.tell(now(), "Normal", "ClusterDeclared", "The cluster is made by Cluster API");
        return note;
    }

    private void apply(Blueprint wish, Note note) {
        attempt("Apply", note, () -> {
            new Holding(link.reach(), wish.target(), note).mustStay();
            var plan = new Rendering(wish, note.name, open(wish)).plan();
            var outside = Outside.of(plan);
            var before = keep(wish.target(), note, outside);
            new Applying(link.reach(), plan).apply(wish);
            drop(wish.target(), before, outside);
            return true;
        });
    }

    /** Whether it is done; what hinders it is noted, and it is tried again. */
    private boolean attempt(String what, Note note, BooleanSupplier deed) {
        var target = note.wish.target();
        try {
            var done = deed.getAsBoolean();
            if (note.trouble.isPresent()) trouble(target, Optional.empty());
            return done;
        } catch (Wrong wrong) {
            trouble(target, Optional.of(new Trouble(wrong.reason(), wrong.getMessage(), now())));
        } catch (KubernetesClientException failed) {
            var reason = what + (passes(failed) ? "Failed" : "Rejected");
            trouble(target, Optional.of(new Trouble(reason, Link.said(failed), now())));
        }
        return false;
    }

    /** Where there is no answer at all, such as when a request timed out, nobody has refused anything. */
    private static boolean passes(KubernetesClientException failed) {
        return failed.getStatus() == null || LATER.contains(failed.getCode());
    }

    private JsonNode open(Blueprint wish) {
        if (wish.account().isEmpty()) return MissingNode.getInstance();
        return accounts.open(wish.target(), wish.account())
                .orElseThrow(() -> new Wrong("AccountMissing", "there is no cloud account " + wish.account()));
    }

    /** What is made outside of the namespace is written down before, so that a kill leaves nothing behind. */
    private List<Outside> keep(Target target, Note note, List<Outside> wanted) {
        var all = new LinkedHashSet<>(note.outside);
        if (!all.addAll(wanted)) return note.outside;
        return change(target, kept -> kept.outside = List.copyOf(all)).outside;
    }

    private void drop(Target target, List<Outside> before, List<Outside> wanted) {
        if (wanted.containsAll(before)) return;
        for (var key : before) if (!wanted.contains(key)) key.remove(link.reach(), target.uid());
        change(target, kept -> kept.outside = wanted);
    }

    /** The same trouble as before began when it began. */
    private void trouble(Target target, Optional<Trouble> is) {
        change(target, note -> {
            var same = is.isPresent()
                    && note.trouble
                            .filter(was -> was.message().equals(is.get().message()))
                            .isPresent();
            if (same) return;
            note.trouble = is;
            is.ifPresentOrElse(
                    wrong -> note.tell(now(), "Warning", wrong.reason(), wrong.message()),
                    () -> note.tell(now(), "Normal", "ObstacleGone", "The management cluster takes its objects again"));
        });
    }

    @Override
    public Forecast foretell(Blueprint wish) {
        var known = note(wish.target()).filter(note -> note.leaving.isEmpty());
        if (known.isEmpty()) return Forecast.NOTHING;
        try {
            var reach = link.reach();
            var plan = new Rendering(wish, known.get().name, open(wish)).plan();
            return new Forecast(new DryRun(reach, plan, wish).rolls());
        } catch (Wrong wrong) {
            return Forecast.unknown(
                    link.trouble().isPresent() ? Code.Unavailable : Code.Unprocessable, wrong.getMessage());
        } catch (KubernetesClientException failed) {
            return Forecast.unknown(passes(failed) ? Code.Unavailable : Code.Unprocessable, Link.said(failed));
        }
    }

    @Override
    public Observation observe(Target target) {
        wakes.know(target.uid(), target.tenant());
        return note(target).map(note -> look(target, note)).orElse(Sight.NOTHING);
    }

    /** Why its objects cannot be worked on now, if they cannot. */
    private Optional<Trouble> trouble(Target target, Note note) {
        return link.trouble()
                .map(is -> is.orSince(note.lost))
                .or(() -> new Holding(link.reach(), target, note).trouble(now()));
    }

    private Observation look(Target target, Note note) {
        var trouble = trouble(target, note);
        var outage = new Outage(trouble, now());
        var told = outage.isNewsFor(note) ? change(target, outage::write) : note;
        if (trouble.isPresent()) return new Sight(told, trouble, Optional.empty(), now()).observation();
        var things = link.reach().in(Names.namespace(target));
        var before = told.tree();
        var holder = link.reach().identity();
        new Diary(told, holder, now()).write(things);
        var seen = told.tree().equals(before)
                ? told
                : change(target, kept -> new Diary(kept, holder, now()).write(things));
        return new Sight(seen, trouble, installs.next(target.uid()), now()).observation();
    }

    @Override
    public Observation forget(Target target, Leave force) {
        wakes.know(target.uid(), target.tenant());
        var known = note(target);
        if (known.isEmpty()) return Sight.NOTHING;
        installs.forget(target.uid());
        if (force == Leave.FORCED) return abandon(target);
        if (known.get().leaving.isEmpty()) leave(target, force);
        if (trouble(target, note(target).orElseThrow()).isEmpty()
                && attempt("Delete", known.get(), removal(target, known.get())::step)) return gone(target);
        return observe(target);
    }

    private Removal removal(Target target, Note note) {
        return new Removal(link.reach(), Names.namespace(target), note.outside);
    }

    private void leave(Target target, Leave force) {
        change(target, note -> {
            note.leaving = force.name();
            note.tell(
                    now(), "Normal", "ClusterDeleting", "Workers, control plane and network are deleted in this order");
        });
    }

    private Observation abandon(Target target) {
        leave(target, Leave.FORCED);
        var left = link.trouble().isEmpty()
                ? removal(target, note(target).orElseThrow()).abandon()
                : "";
        change(target, note -> {
            var machines = left.isEmpty()
                    ? String.join(
                            ", ",
                            note.members.stream().map(Observation.Machine::name).toList())
                    : left;
            note.tell(
                    now(),
                    "Warning",
                    "ClusterForceDeleted",
                    "Nothing was freed. What may be left behind: the network, "
                            + (machines.isEmpty() ? "no machine" : "the machines " + machines)
                            + link.trouble()
                                    .map(is -> ", and all objects in the management cluster: " + is.message())
                                    .orElse(""));
        });
        return gone(target);
    }

    private Observation gone(Target target) {
        var note = note(target).orElseThrow();
        note.tell(now(), "Normal", "ClusterDeleted", "Nothing of it is left in the management cluster");
        memory.erase(target);
        wakes.forget(target.uid());
        var last = Sight.NOTHING;
        return new Observation(
                last.phase(),
                last.machines(),
                last.layers(),
                last.conditions(),
                note.events,
                last.heartbeat(),
                last.health(),
                last.next());
    }

    @Override
    public Optional<String> kubeconfig(Target target) {
        var known = note(target);
        if (known.isEmpty()) return Optional.empty();
        trouble(target, known.get()).ifPresent(is -> {
            throw Problem.unavailable("The management cluster cannot be asked: %s", is.message());
        });
        return Baggage.kubeconfig(link, target);
    }

    private Optional<Note> note(Target target) {
        return memory.read(target).filter(Predicate.not(ObjectNode::isEmpty)).map(Note::of);
    }

    private Note change(Target target, Consumer<Note> edit) {
        return Note.of(memory.change(target, tree -> {
            var note = Note.of(tree);
            edit.accept(note);
            return note.tree();
        }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        installs.close();
        link.close();
        wakes.close();
    }
}
