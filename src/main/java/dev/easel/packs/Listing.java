package dev.easel.packs;

import java.util.List;

/** A pack as a search shows it: its newest version in each registry that holds it. */
public record Listing(Pack pack, List<Tag> newest) {

    /** The type of the first registry; a pack that two registries hold is one pack to a search. */
    public String type() {
        return newest.getFirst().type();
    }
}
