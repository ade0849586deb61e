package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.install.Item.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** What Helm has written down in a cluster about one release: a secret for each revision. */
final class Releases {
    private static final int KEPT = 5;
    private static final Comparator<Item> BY_REVISION = Comparator.comparingInt(Releases::revision);

    private final Workload workload;
    private final List<Item> secrets;

    Releases(Workload workload, String namespace, String name) {
        this.workload = workload;
        secrets = workload.labelled(new Ref("v1", "Secret", namespace, ""), "name", name).stream()
                .filter(secret -> secret.text("/type").equals("helm.sh/release.v1"))
                .sorted(BY_REVISION)
                .toList();
    }

    boolean isEmpty() {
        return secrets.isEmpty();
    }

    /** The word of Helm for the last revision, such as deployed or pending-upgrade. */
    String status() {
        return secrets.isEmpty() ? "" : secrets.getLast().label("status");
    }

    /** Nobody goes on with a revision whose server was killed, and Helm would wait for it forever. */
    void dropPending(Instant now) {
        if (!status().startsWith("pending-")) return;
        var last = secrets.getLast();
        var begun = Instant.parse(last.text("/metadata/creationTimestamp"));
        if (begun.plus(Helmsman.PATIENCE.multipliedBy(2)).isAfter(now))
            throw new Refused("Helm is at work on revision %d", revision(last));
        workload.delete(last.ref());
    }

    void trim() {
        secrets.stream()
                .limit(Math.max(0, secrets.size() - KEPT))
                .filter(secret -> !secret.label("status").equals("deployed"))
                .forEach(secret -> workload.delete(secret.ref()));
    }

    /** The objects of the last revision. */
    List<Item> objects() {
        return Optional.ofNullable(secrets.isEmpty() ? null : secrets.getLast())
                .map(Releases::read)
                .map(release -> Manifests.read(
                        Map.of("of the release", release.path("manifest").asString(""))))
                .orElse(List.of());
    }

    private static int revision(Item secret) {
        return Integer.parseInt(secret.label("version"));
    }

    private static JsonNode read(Item secret) {
        var packed = Base64.getDecoder().decode(Base64.getDecoder().decode(secret.text("/data/release")));
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Json.MAPPER.readTree(stream.readAllBytes());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
