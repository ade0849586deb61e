package dev.easel;

import dev.easel.clouds.Clouds;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Engines;
import dev.easel.provision.Provisioner;
import dev.easel.provision.capi.CapiEngine;
import dev.easel.provision.install.Block;
import dev.easel.provision.install.Transport;
import dev.easel.provision.rehearsal.Rehearsal;
import dev.easel.store.Actor;
import dev.easel.store.Store;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The engines of a server: the rehearsal, and Cluster API where there is a management cluster. */
final class EngineRoom implements AutoCloseable {
    private final Store store;
    private final Optional<CapiEngine> capi;
    private final Engines engines;

    EngineRoom(Settings settings, Store store, Clouds clouds, Clock clock, Rehearsal rehearsal) {
        this.store = store;
        var house = new CapiEngine.House(new Worlds(store), clouds, new OpenAccounts(store, clouds), this::wake);
        capi = settings.optional(Setting.MANAGEMENT_KUBECONFIG)
                .map(_ -> settings.path(Setting.MANAGEMENT_KUBECONFIG))
                .map(file -> new CapiEngine(house, clock, new CapiEngine.Place(file, charts(settings))));
        var all = new LinkedHashMap<String, Provisioner>();
        all.put("rehearsal", rehearsal);
        capi.ifPresent(engine -> all.put("capi", engine));
        engines = new Engines(all, settings.text(Setting.ENGINE));
    }

    private static Transport charts(Settings settings) {
        var plain = settings.text(Setting.CHARTS_BY_HTTP).equals("loopback");
        return (plain ? Transport.PLAIN_ON_LOOPBACK : Transport.TLS)
                .opening(Block.all(settings.text(Setting.CHARTS_FROM_INSIDE)));
    }

    Engines engines() {
        return engines;
    }

    /** Clusters of which an engine has news are looked at, whoever else asks. */
    private void wake(Map<String, String> tenants) {
        for (var tenant : tenants.values().stream().distinct().toList()) {
            store.write(Actor.house(tenant, "", "provision"), tx -> {
                tenants.forEach((uid, owner) -> {
                    if (owner.equals(tenant)) tx.wake(Kinds.CLUSTER, uid);
                });
                return "";
            });
        }
    }

    @Override
    public void close() {
        capi.ifPresent(CapiEngine::close);
    }
}
