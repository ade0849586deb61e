package dev.easel.store;

import dev.easel.contract.Filter;
import java.util.List;

/**
 * Which documents of a kind, in what order, and how many at a time.
 *
 * @param limit documents per page; 0 means all
 * @param offset documents to leave out first, for callers that page by number
 * @param token where an earlier page ended, or ""
 */
public record Query(Kind kind, Reach reach, Filter filter, List<Order> order, int limit, int offset, String token) {

    /** Every document of the kind that can be seen from a scope. */
    public static Query all(Kind kind, Reach reach) {
        return new Query(kind, reach, reach.only(), List.of(), 0, 0, "");
    }

    public Query where(Filter more) {
        return new Query(kind, reach, filter.and(more), order, limit, offset, token);
    }

    public Query page(int size, int skip, String from) {
        return new Query(kind, reach, filter, order, size, skip, from);
    }

    public Query sorted(List<Order> by) {
        return new Query(kind, reach, filter, by, limit, offset, token);
    }

    /** One thing to sort by; ties go by creation, then by uid. */
    public record Order(String property, Way way) {}

    /** Up is from small to great. */
    public enum Way {
        UP,
        DOWN
    }

    /**
     * What can be seen.
     *
     * @param project scope to look from, "" for the tenant
     * @param only what passes it
     */
    public record Reach(String tenant, String project, Breadth breadth, Filter only) {
        public Reach(String tenant, String project, Breadth breadth) {
            this(tenant, project, breadth, Filter.EVERYTHING);
        }

        /** Whether one looks at a scope (with what it inherits) or over a whole tenant. */
        public enum Breadth {
            /** The project's own documents only, or the tenant's own. */
            OWN,
            /** The scope's own and, in a project, those of the tenant. */
            SCOPE,
            /** Every project of the tenant. */
            TENANT
        }

        public static Reach scope(String tenant, String project) {
            return new Reach(tenant, project, Breadth.SCOPE);
        }

        public Reach only(Filter passing) {
            return new Reach(tenant, project, breadth, passing);
        }

        public static Reach tenant(String tenant) {
            return new Reach(tenant, "", Breadth.TENANT);
        }
    }
}
