package dev.easel.provision.capi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What lets the provider of a cloud into an account: a secret, and what points at it. */
final class Keys {
    private Keys() {}

    /** @param opened the account with its secrets; missing when the cluster has none */
    static List<Thing> of(String cloud, Facts facts, JsonNode opened) {
        if (!(opened instanceof ObjectNode account)) return List.of();
        var all = facts.cluster();
        all.set("account", account);
        var things = Files.account(cloud).map(form -> form.fill(all)).orElse(List.of());
        things.forEach(Keys::encode);
        return things;
    }

    /** As the server keeps it: clear texts are written, but never read back, so nobody could tell whether they still hold. */
    private static void encode(Thing thing) {
        if (!(thing.tree().remove("stringData") instanceof ObjectNode clear)) return;
        var data = thing.part("data");
        clear.properties().forEach(entry -> data.put(entry.getKey(), encoded(entry.getValue())));
    }

    private static String encoded(JsonNode value) {
        var text = value.isValueNode() ? value.asString() : value.toString();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
