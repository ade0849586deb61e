package dev.easel.provision;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Opens cloud accounts for engines that let a provider into a cloud. What it answers is in clear, and must not be kept. */
@FunctionalInterface
public interface Accounts {

    /** What an account says, secrets and all; empty when there is none that the cluster may use. */
    Optional<JsonNode> open(Target target, String account);
}
