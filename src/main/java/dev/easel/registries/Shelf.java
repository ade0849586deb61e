package dev.easel.registries;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Registry;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** All registries that a tenant has: those of the catalogue, then its own, each as a document of its sort. */
final class Shelf {
    private final Desk desk;
    private final Catalogue catalogue;

    Shelf(Desk desk, Catalogue catalogue) {
        this.desk = desk;
        this.catalogue = catalogue;
    }

    /** A registry as its sort's GET shows it. */
    record Entry(Sort sort, ObjectNode body) {
        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    Desk desk() {
        return desk;
    }

    Entry find(Call call, String uid) {
        return peek(call, uid).orElseThrow(() -> Problem.notFound(Kinds.REGISTRY.name(), uid));
    }

    Optional<Entry> peek(Call call, String uid) {
        return catalogue
                .registry(uid)
                .map(Shelf::builtIn)
                .or(() -> desk.peek(Kinds.REGISTRY, call, uid).map(this::entry));
    }

    Stream<Entry> builtIn(List<Sort> sorts) {
        return catalogue.registries().stream().map(Shelf::builtIn).filter(entry -> sorts.contains(entry.sort()));
    }

    /** Every registry, built-in ones first. */
    List<Entry> all(Call call) {
        var all = new ArrayList<>(builtIn(List.of(Sort.values())).toList());
        desk.all(Kinds.REGISTRY, call, Filter.EVERYTHING).forEach(document -> all.add(entry(document)));
        return all;
    }

    /** What a list operation asks for, of one kind; without a limit it is all, since clients that give none want all. */
    Query query(Call call, String kind) {
        var query = desk.query(Kinds.REGISTRY, call).where(Filter.equal("kind", kind));
        return call.query("limit").isPresent() ? query : query.page(0, query.offset(), query.token());
    }

    boolean isTaken(String name) {
        return catalogue.registries().stream()
                .anyMatch(registry -> registry.name().equals(name));
    }

    void mustNotBeBuiltIn(String uid) {
        catalogue.registry(uid).ifPresent(registry -> {
            throw Problem.of(Code.Forbidden, "The registry %s is built in and cannot be changed", registry.name());
        });
    }

    Entry entry(Document document) {
        var sort = sort(document);
        var body = desk.show(document);
        if (body.get("spec") instanceof ObjectNode spec) {
            spec.put("scope", document.text("/metadata/annotations/scope"));
            spec.put("registryUid", document.uid());
        }
        body.put("kind", sort.kind());
        body.putObject("status").set(sort.sync(), Syncs.status(document, sort));
        return new Entry(sort, body);
    }

    static Sort sort(Document document) {
        return Sort.named(document.text("/easel/sort"));
    }

    private static Entry builtIn(Registry registry) {
        var sort = registry.kind().equals("pack") ? Sort.PACK : Sort.BASIC;
        var body = Json.object().put("kind", registry.kind());
        var metadata = body.putObject("metadata").put("uid", registry.uid()).put("name", registry.name());
        metadata.putObject("annotations").put("scope", registry.scope()).put("isDefault", "" + registry.isDefault());
        var spec = body.putObject("spec")
                .put("endpoint", "easel://" + registry.uid())
                .put("name", registry.name());
        spec.putObject("auth").put("type", "noAuth");
        spec.put("scope", registry.scope()).put("registryUid", registry.uid());
        if (sort == Sort.PACK) spec.put("private", registry.isPrivate());
        else spec.put("providerType", "pack").put("isSyncSupported", true);
        body.putObject("status").set(sort.sync(), Syncs.builtIn());
        return new Entry(sort, body);
    }
}
