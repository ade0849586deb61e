package dev.easel.promises;

import dev.easel.auth.Rights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says who has more than before, beyond what whoever acted has: the model of what a grant may do. */
record Rise(Map<String, Rights> before, Rights actor) {

    List<String> found(Map<String, Rights> after) {
        var found = new ArrayList<String>();
        after.forEach((user, rights) -> {
            var had = before.getOrDefault(user, Rights.NONE);
            for (var place : places(rights)) {
                var more = at(rights, place);
                more.removeAll(at(had, place));
                more.removeAll(at(actor, place));
                if (!more.isEmpty()) found.add("%s rises in '%s' by %s".formatted(user, place, more));
            }
            for (var some : rights.some()) {
                var more = new TreeSet<>(some.permissions());
                more.removeAll(at(had, some.project()));
                more.removeAll(at(actor, some.project()));
                more.removeAll(same(had, some));
                if (!more.isEmpty()) found.add("%s rises under %s by %s".formatted(user, some.documents(), more));
            }
        });
        return found;
    }

    /** What the actor lacks of what somebody has: nobody may act for such a one. */
    static List<String> missing(Rights actor, Rights whom) {
        return new Rise(Map.of(), actor).found(Map.of("whoever acts for another", whom));
    }

    private static Set<String> places(Rights rights) {
        var places = new HashSet<>(rights.projects().keySet());
        places.add("");
        return places;
    }

    private static Set<String> at(Rights rights, String project) {
        var all = new TreeSet<>(rights.tenant());
        all.addAll(rights.projects().getOrDefault(project, Set.of()));
        return all;
    }

    private static Set<String> same(Rights rights, Rights.Some wanted) {
        var all = new HashSet<String>();
        for (var some : rights.some()) {
            var covers =
                    some.project().equals(wanted.project()) && some.documents().equals(wanted.documents());
            if (covers) all.addAll(some.permissions());
        }
        return all;
    }
}
