package dev.easel.clusters;

import dev.easel.contract.Filter;
import dev.easel.store.Document;
import java.util.List;

/** What searches call things: a virtual cluster's environment is "nested", and labels are tags. */
final class Environment {
    private static final String VIRTUAL = "virtual";
    private static final String NESTED = "nested";

    /** The value of a label that is a plain tag. */
    private static final String PLAIN = "spectro__tag";

    private Environment() {}

    static String shown(String cloud) {
        return cloud.equals(VIRTUAL) ? NESTED : cloud;
    }

    static String kept(String environment) {
        return environment.equals(NESTED) ? VIRTUAL : environment;
    }

    static Filter virtual() {
        return Filter.equal("environment", VIRTUAL);
    }

    /** A filter as a caller writes it, in the words in which clusters are kept. */
    static Filter kept(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) -> new Filter.All(kept(parts));
            case Filter.Any(var parts) -> new Filter.Any(kept(parts));
            case Filter.Not(var part) -> new Filter.Not(kept(part));
            case Filter.Match match
            when match.property().equals("environment") ->
                new Filter.Match(match.property(), match.operator(), kept(match.value()), match.letters());
            case Filter.Match match -> match;
        };
    }

    private static List<Filter> kept(List<Filter> parts) {
        return parts.stream().map(Environment::kept).toList();
    }

    /** The labels as tags: {@code key:value}, or the key alone. */
    static List<String> tags(Document cluster) {
        return cluster.at("/metadata/labels")
                .propertyStream()
                .map(label -> label.getValue().asString("").equals(PLAIN)
                        ? label.getKey()
                        : label.getKey() + ":" + label.getValue().asString(""))
                .toList();
    }
}
