package dev.easel.store;

import dev.easel.contract.Filter;
import dev.easel.store.Query.Reach;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Documents as they were last read, for a database that nobody else writes. What a commit changes is forgotten before it
 * and learned again only after it, so that nobody ever sees the older after the newer.
 */
final class Recent {
    private static final int MOST = 512;
    private static final int LONGEST = 16 * 1024;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> changing = ConcurrentHashMap.newKeySet();
    private volatile long commits;

    /** Which document, and from where one looks. */
    record Asked(Kind kind, Reach reach, String uid) {}

    private record Known(Asked asked, Document document) {}

    Optional<Document> find(Asked asked, Supplier<Optional<Document>> look) {
        var held = known.get(asked.uid);
        if (held != null && held.asked.equals(asked)) return Optional.of(held.document);
        long before = commits;
        var found = look.get();
        // Whether a document passes can hang on another one.
        if (!asked.reach.only().equals(Filter.EVERYTHING)) return found;
        found.filter(Recent::isShort).ifPresent(document -> keep(before, new Known(asked, document)));
        return found;
    }

    private static boolean isShort(Document document) {
        return document.body().toString().length() <= LONGEST;
    }

    private void keep(long before, Known fresh) {
        if (known.size() >= MOST) known.clear();
        // In this order: what is changing no more was counted before.
        known.compute(fresh.asked.uid, (uid, old) -> !changing.contains(uid) && before == commits ? fresh : old);
    }

    /** Called by the one writer, before the commit that changes these documents. */
    void forget(Set<String> uids) {
        changing.addAll(uids);
        uids.forEach(known::remove);
    }

    /** Called by the one writer, when that commit is done or undone. */
    void settle(Set<String> uids) {
        commits++;
        changing.removeAll(uids);
    }
}
