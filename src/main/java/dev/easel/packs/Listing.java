package dev.easel.packs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pack as a search shows it: its newest version in each registry that holds it. */
public record Listing(Pack pack, List<Tag> newest) {

    /** Tags by the names of their packs; of each registry the first one counts. */
    static Stream<Listing> of(Stream<Tag> tags) {
        var byName = new LinkedHashMap<String, Map<String, Tag>>();
        tags.forEach(tag -> byName.computeIfAbsent(tag.pack().name(), _ -> new LinkedHashMap<>())
                .putIfAbsent(tag.registry().uid(), tag));
        return byName.values().stream()
                .map(newest -> List.copyOf(newest.values()))
                .map(newest -> new Listing(newest.getFirst().pack(), newest));
    }

    /** The type of the first registry; a pack that two registries hold is one pack to a search. */
    public String type() {
        return newest.getFirst().type();
    }
}
