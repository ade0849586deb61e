package dev.easel;

import dev.easel.auth.Gate;
import dev.easel.auth.Porter;
import dev.easel.auth.Tokens;
import dev.easel.catalogue.Packs;
import dev.easel.cloudaccounts.CloudAccounts;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Contract;
import dev.easel.guards.Meter;
import dev.easel.history.History;
import dev.easel.http.Binder;
import dev.easel.jobs.Reconciler;
import dev.easel.jobs.Runner;
import dev.easel.packs.Catalogue;
import dev.easel.profiles.Profiles;
import dev.easel.registries.Registries;
import dev.easel.rehearsals.Rehearsals;
import dev.easel.resource.Verbs;
import dev.easel.service.Service;
import dev.easel.signin.Lockout;
import dev.easel.store.Store;
import dev.easel.tenants.Tenants;
import dev.easel.users.People;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the house is put together: every family is named here once, and nowhere else. */
public final class House implements AutoCloseable {
    static final String VERSION = "0.1.0";

    private static final Duration OTHER_REPLICAS = Duration.ofMillis(500);
    private static final Duration ALONE = Duration.ofMinutes(5);

    private final Contract contract;
    private final Store store;
    private final Gate gate;
    private final Binder binder;
    private final Runner runner;
    private final Stage stage;

    public House(Settings settings, Store store, Contract contract) {
        this.store = store;
        this.contract = contract;
        var clock = store.clock();
        var tokens = new Tokens(new SigningKeys(store.sealer()), clock);
        var directory = new People(store);
        gate = new Porter(
                directory,
                tokens,
                new Meter(settings.number(Setting.RATE_LIMIT), settings.number(Setting.RATE_BURST), clock)::take,
                clock);
        stage = new Stage(settings, store, Clouds.load(), clock);
        binder = new Binder(contract);
        var reconcilers = new ArrayList<Reconciler>();
        var identity = new Identity(new Verbs(store), directory, tokens, lockout(settings));
        families(identity, reconcilers).forEach(family -> family.bind(binder));
        binder.check();
        binder.wrap(new Once(store)::wrap);
        var shared = settings.optional(Setting.DATABASE).isPresent();
        runner = new Runner(store, reconcilers, shared ? OTHER_REPLICAS : ALONE);
    }

    private Lockout lockout(Settings settings) {
        return new Lockout(
                store,
                settings.number(Setting.SIGN_IN_TRIES),
                settings.number(Setting.SIGN_IN_TRIES_PER_ADDRESS),
                Duration.ofMinutes(settings.number(Setting.SIGN_IN_PAUSE_MINUTES)));
    }

    private List<Family> families(Identity identity, List<Reconciler> reconcilers) {
        var verbs = new Verbs(store);
        var tenants = new Tenants(verbs);
        var clusters = stage.clusters(verbs, tenants.limit("spectrocluster"));
        var catalogue = Catalogue.load();
        reconcilers.add(clusters.reconciler(catalogue));
        var families = new ArrayList<Family>();
        families.addAll(identity.families(tenants));
        families.addAll(List.of(
                new CloudAccounts(verbs, stage.clouds(), tenants.limit("cloudaccount")),
                new Registries(verbs, catalogue, tenants.limit("registry")),
                new Packs(verbs, catalogue),
                new Profiles(
                        verbs, new Profiles.Data(catalogue, stage.clouds(), contract, tenants.limit("clusterprofile"))),
                clusters,
                new History(verbs),
                new Rehearsals(verbs),
                new Service(store, VERSION)));
        return families;
    }

    public Contract contract() {
        return contract;
    }

    public Binder binder() {
        return binder;
    }

    Gate gate() {
        return gate;
    }

    Stage stage() {
        return stage;
    }

    /** Begins to reconcile. */
    public void start() {
        runner.start();
    }

    @Override
    public void close() {
        runner.close();
        stage.close();
        store.close();
    }
}
