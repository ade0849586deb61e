package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.install.Item.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The objects that a layer owns: made, mended and taken away; what is somebody else's is never touched. */
final class Belongings {
    private final Workload workload;
    private final Owner owner;

    Belongings(Workload workload, Owner owner) {
        this.workload = workload;
        this.owner = owner;
    }

    /** Makes an object as it is wished for; answers what was found otherwise, if anything was. */
    Optional<String> apply(Item wanted) {
        var before = workload.get(wanted.ref());
        before.ifPresent(this::mustBeOurs);
        var after = workload.apply(wanted.labelled(Owner.LAYER, owner.id()));
        if (before.isEmpty()) return Optional.of(wanted.ref() + " (missing)");
        var same = before.get().text("/metadata/resourceVersion").equals(after.text("/metadata/resourceVersion"));
        return same ? Optional.empty() : Optional.of(wanted.ref() + " (changed)");
    }

    /** What an apply would find otherwise, if anything. */
    Optional<String> difference(Item wanted) {
        var found = workload.get(wanted.ref());
        if (found.isEmpty()) return Optional.of(wanted.ref() + " (missing)");
        if (!isOurs(found.get())) return Optional.of(wanted.ref() + " (somebody else's)");
        var after = workload.rehearse(wanted.labelled(Owner.LAYER, owner.id()));
        return after.essence().equals(found.get().essence())
                ? Optional.empty()
                : Optional.of(wanted.ref() + " (changed)");
    }

    private void mustBeOurs(Item found) {
        var whose = found.label(Owner.LAYER);
        if (whose.equals(owner.id())) return;
        if (found.leaving()) throw new Refused("%s is being deleted", found.ref());
        throw new Refused(
                "%s exists already and belongs to %s",
                found.ref(), whose.isEmpty() ? "somebody else" : "the layer " + whose);
    }

    /** Takes objects away, the last first; answers those that are on their way and not gone yet. */
    List<Ref> remove(Collection<Ref> refs) {
        var left = new ArrayList<Ref>();
        for (var ref : List.copyOf(refs).reversed()) {
            if (workload.kinds().find(ref.apiVersion(), ref.kind()).isEmpty()) continue;
            workload.get(ref).filter(this::isOurs).ifPresent(found -> {
                if (isInUse(found)) disown(found);
                else if (!found.leaving()) workload.delete(ref);
                if (workload.get(ref).filter(this::isOurs).isPresent()) left.add(ref);
            });
        }
        return left;
    }

    private boolean isOurs(Item found) {
        return found.label(Owner.LAYER).equals(owner.id());
    }

    /** A definition takes all objects of its kind with it, whoever made them. */
    private boolean isInUse(Item found) {
        if (!found.isDefinition()) return false;
        var group = found.text("/spec/group");
        for (var version : found.tree().at("/spec/versions")) {
            var apiVersion = group + "/" + version.path("name").asString("");
            var kind = workload.kinds().find(apiVersion, found.text("/spec/names/kind"));
            if (kind.isPresent() && !workload.list(apiVersion, kind.get(), "").isEmpty()) return true;
        }
        return false;
    }

    private void disown(Item found) {
        var fields = Json.object();
        fields.withObject("metadata").withObject("labels").putNull(Owner.LAYER);
        workload.merge(found.ref(), fields);
    }
}
