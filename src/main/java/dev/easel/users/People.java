package dev.easel.users;

import dev.easel.auth.Directory;
import dev.easel.auth.Rights;
import dev.easel.contract.Filter;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import dev.easel.tables.SessionTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who there is and what they may do, as the door needs it. What was looked up is remembered for a second, because another
 * replica may have changed it; what this replica changes counts at once.
 */
public final class People implements Directory {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final Set<String> WATCHED =
            Set.of("user", "team", "role", "filter", "apiKey", "project", "tenant", SessionTable.CHANGED);

    private final Store store;
    private final Clock clock;
    private final Permissions permissions = Permissions.load();

    /** Replaced as a whole by each change, so that what was read before the change cannot slip in after it. */
    private volatile Map<String, Remembered> memory = new ConcurrentHashMap<>();

    public People(Store store) {
        this.store = store;
        this.clock = store.clock();
        store.onChange(changed -> {
            if (changed.stream().anyMatch(WATCHED::contains)) memory = new ConcurrentHashMap<>();
        });
    }

    private record Remembered(Object value, Instant until) {}

    @Override
    public Optional<Key> key(String hash) {
        return remembered(
                "key " + hash,
                () -> store.anywhere(Kinds.API_KEY, "hash", hash).stream()
                        .filter(key -> key.at("/status/isActive").asBoolean(false))
                        .findFirst()
                        .map(People::key));
    }

    @Override
    public Optional<Session> session(String id) {
        return remembered("session " + id, () -> store.read(session -> SessionTable.find(session, id)))
                .filter(row -> clock.instant().isBefore(row.expires()))
                .map(row -> new Session(row.id(), row.tenant(), row.user(), row.expires()));
    }

    @Override
    public Optional<Person> person(String tenant, String user) {
        return remembered("person " + tenant + " " + user, () -> {
            var reach = Reach.tenant(tenant);
            var active = store.find(Kinds.TENANT_ROOT, reach, tenant)
                    .filter(root -> root.at("/status/isActive").asBoolean(true));
            return active.flatMap(_ -> store.find(Kinds.USER, reach, user))
                    .filter(document -> document.at("/status/isActive").asBoolean(true))
                    .map(document -> new Person(user, document.text("/spec/emailId"), rights(document)));
        });
    }

    @Override
    public boolean hasProject(String tenant, String project) {
        return remembered(
                "project " + tenant + " " + project,
                () -> store.find(Kinds.PROJECT_ROOM, Reach.tenant(tenant), project)
                        .isPresent());
    }

    /** What the user's own roles and those of the teams give, all counted together. */
    private Rights rights(Document user) {
        var holdings = new Holdings(roles(user.tenant()), conditions(user.tenant())).with(user);
        var teams = Query.all(Kinds.TEAM, Reach.tenant(user.tenant())).where(Filter.equal("users", user.uid()));
        store.list(teams).items().forEach(holdings::with);
        return holdings.rights();
    }

    private Conditions conditions(String tenant) {
        var all = Query.all(Kinds.FILTER, Reach.tenant(tenant));
        return remembered(
                "filters " + tenant, () -> Conditions.of(store.list(all).items()));
    }

    private Map<String, Set<String>> roles(String tenant) {
        var all = Query.all(Kinds.ROLE, Reach.tenant(tenant));
        return remembered(
                "roles " + tenant,
                () -> Holdings.roles(permissions, store.list(all).items()));
    }

    private static Key key(Document key) {
        var expiry = key.text("/spec/expiry");
        var expires = expiry.isEmpty() ? Optional.<Instant>empty() : Optional.of(Times.parse(expiry));
        return new Key(key.uid(), key.tenant(), key.text("/spec/user/uid"), expires);
    }

    @SuppressWarnings("unchecked")
    private <T> T remembered(String what, Supplier<T> look) {
        var current = memory;
        var known = current.get(what);
        if (known != null && clock.instant().isBefore(known.until())) return (T) known.value();
        if (current.size() > MOST) current.clear();
        var until = clock.instant().plus(FRESH);
        var value = look.get();
        current.put(what, new Remembered(value, until));
        return value;
    }
}
