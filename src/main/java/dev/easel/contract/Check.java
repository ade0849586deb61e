package dev.easel.contract;

import tools.jackson.databind.JsonNode;

/** One keyword of a schema, compiled. */
@FunctionalInterface
interface Check {
    void run(JsonNode value, Place at, Findings findings);
}
