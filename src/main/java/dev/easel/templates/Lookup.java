package dev.easel.templates;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Says what a name stands for: a missing node when nothing does, and empty when the braces are to stay as they are. */
@FunctionalInterface
interface Lookup {
    Optional<JsonNode> of(Reference reference);
}
