package dev.easel.provision.capi;

import dev.easel.provision.Observation.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Controllers that make machines: what hinders them, such as a policy of the management cluster, is told. */
record Makers(List<Thing> things, Instant now) {
    private static final String MADE = "MachinesCreated";

    void write(Note note) {
        var was = Optional.ofNullable(note.conditions.get(MADE));
        var is = hindrance();
        is.ifPresent(found -> note.conditions.put(MADE, found));
        if (is.isPresent() && was.filter(Makers::isFalse).isEmpty())
            note.tell(now, "Warning", is.get().reason(), is.get().message());
        if (is.isPresent() || was.filter(Makers::isFalse).isEmpty()) return;
        note.conditions.put(MADE, new Condition(MADE, "True", MADE, "", now));
        note.tell(now, "Normal", MADE, "Machines can be made again");
    }

    private Optional<Condition> hindrance() {
        return things.stream()
                .filter(thing -> !thing.leaving())
                .flatMap(thing -> Sign.old(thing, MADE).stream())
                .filter(Makers::isFalse)
                .findFirst();
    }

    private static boolean isFalse(Condition condition) {
        return condition.status().equals("False");
    }
}
