package dev.easel.promises;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A value of a recorded reply and the one that stands in its place in the living reply, missing when there is none. */
record Pair(String path, String key, JsonNode recorded, JsonNode live) {
    /** All values that a recorded body has, null left out, with what stands for them. */
    static List<Pair> of(JsonNode recorded, JsonNode live, Bindings bindings) {
        var pairs = new Walk(bindings, new ArrayList<>());
        pairs.into(new Pair("", "", recorded, live));
        return pairs.found;
    }

    boolean gone() {
        return live.isMissingNode() || live.isNull();
    }

    /** A value within this one. */
    private Pair field(String name, JsonNode inRecorded, JsonNode inLive) {
        return new Pair(path.isEmpty() ? name : path + "." + name, name, inRecorded, inLive);
    }

    private Pair item(int index, JsonNode inLive) {
        return new Pair("%s[%d]".formatted(path, index), key, recorded.get(index), inLive);
    }

    private record Walk(Bindings bindings, List<Pair> found) {
        void into(Pair pair) {
            if (pair.recorded.isNull() || pair.recorded.isMissingNode()) {
                return;
            }
            found.add(pair);
            if (pair.gone()) {
                return;
            }
            switch (pair.recorded.getNodeType()) {
                case OBJECT ->
                    pair.recorded
                            .properties()
                            .forEach(field -> into(pair.field(
                                    field.getKey(), field.getValue(), pair.live.path(bindings.text(field.getKey())))));
                case ARRAY -> items(pair);
                default -> {}
            }
        }

        /** Items belong together by their names; those whose names are of the server's making, by their order. */
        private void items(Pair list) {
            var taken = new HashSet<Integer>();
            var matches = new int[list.recorded.size()];
            for (var i = 0; i < matches.length; i++) {
                matches[i] = named(name(list.recorded.get(i)), list.live, taken);
                taken.add(matches[i]);
            }
            for (var i = 0; i < matches.length; i++) {
                var match = matches[i] >= 0 ? matches[i] : free(list.live, taken);
                taken.add(match);
                into(list.item(i, list.live.path(match)));
            }
        }

        private int named(String name, JsonNode live, Set<Integer> taken) {
            return IntStream.range(0, name.isEmpty() ? 0 : live.size())
                    .filter(i -> !taken.contains(i) && name(live.get(i)).equals(bindings.text(name)))
                    .findFirst()
                    .orElse(-1);
        }

        private static int free(JsonNode live, Set<Integer> taken) {
            return IntStream.range(0, live.size())
                    .filter(i -> !taken.contains(i))
                    .findFirst()
                    .orElse(live.size());
        }

        /** Versions of one profile share its name, so a version belongs to the name. */
        private static String name(JsonNode item) {
            if (item.isString()) {
                return item.stringValue();
            }
            var name = item.at("/metadata/name").asString(item.path("name").asString(""));
            var version = item.at("/spec/version").asString(item.path("version").asString(""));
            return name.isEmpty() ? "" : name + " " + version;
        }
    }
}
