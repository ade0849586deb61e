package dev.easel.clusters;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tree;
import dev.easel.store.Tx;
import java.util.HashSet;
import tools.jackson.databind.node.ObjectNode;

/** Hosts that machine pools name: each is one machine, so it can be in one place only. */
final class Hosts {
    private Hosts() {}

    /** No host of the configuration may stand in it twice, or in that of another cluster. */
    static void mustBeFree(Tx tx, ObjectNode config, String configUid) {
        var seen = new HashSet<String>();
        for (var host : Tree.all(config, "/spec/machinePoolConfig/*/hosts/*/hostUid")) {
            var uid = host.asString("");
            if (uid.isEmpty()) continue;
            if (!seen.add(uid)) {
                throw Problem.invalid("body", "names the edge host %s twice".formatted(uid));
            }
            var users = Query.all(Kinds.CLOUD_CONFIG, Reach.tenant(tx.actor().tenant()));
            for (var other : tx.list(users.where(Filter.equal("hosts", uid))).items()) {
                if (!other.uid().equals(configUid)) throw taken(uid, other);
            }
        }
    }

    private static Problem taken(String host, Document config) {
        return Problem.of(Code.ResourceInUse, "The edge host %s is used by the cluster %s", host, config.name());
    }
}
