package dev.easel.contract;

import java.util.ArrayList;
import java.util.List;

/** The faults of one document, as many as a reader can use. */
final class Findings {
    private static final int ENOUGH = 20;

    private final Schema.Mode mode;
    private final List<Fault> faults = new ArrayList<>(0);

    Findings(Schema.Mode mode) {
        this.mode = mode;
    }

    void add(Place at, String message) {
        if (faults.size() < ENOUGH) faults.add(new Fault(at.toString(), message));
    }

    boolean inReply() {
        return mode == Schema.Mode.REPLY;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }
}
