package dev.easel.provision.capi;

import java.time.Instant;

/** What is wrong with a management cluster, or with what was asked of it, and since when. */
record Trouble(String reason, String message, Instant since) {}
