package dev.easel.registries;

import java.util.Locale;

/** The sorts of registries, as paths and documents call them. */
enum Sort {
    PACK("pack", "packSyncStatus"),
    HELM("helm", "helmSyncStatus"),
    BASIC("oci", "syncStatus"),
    ECR("oci", "syncStatus");

    private final String kind;
    private final String sync;

    Sort(String kind, String sync) {
        this.kind = kind;
        this.sync = sync;
    }

    /** The kind that clients see: both sorts of oci are one. */
    String kind() {
        return kind;
    }

    /** Name of the part of the status that tells about synchronisation. */
    String sync() {
        return sync;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Sort named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
