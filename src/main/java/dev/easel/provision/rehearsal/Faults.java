package dev.easel.provision.rehearsal;

import dev.easel.provision.Target;
import java.time.Instant;
import java.util.List;

/** Who knows which failures were ordered. */
@FunctionalInterface
public interface Faults {

    /** Nothing ever fails. */
    Faults NONE = (_, _, _) -> List.of();

    /**
     * Every fault of the cluster or its account that is not over at {@code since}: past ones as far as they reach
     * beyond it, present ones and those to come.
     */
    List<Fault> since(Target target, String account, Instant since);
}
