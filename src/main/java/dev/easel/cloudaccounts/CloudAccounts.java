package dev.easel.cloudaccounts;

import dev.easel.Family;
import dev.easel.clouds.Clouds;
import dev.easel.http.Binder;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;

/** The family of cloud accounts, of the clouds behind them, and of the gateway that private ones are reached through. */
public final class CloudAccounts implements Family {
    private final Accounts accounts;
    private final Lookups lookups;
    private final Inventory inventory;
    private final PublicClouds publicClouds;
    private final ClusterNames clusterNames;
    private final Gateways gateways;
    private final Validations validations;
    private final CloudTypes types;
    private final CloudFiles files;
    private final Rates rates;

    public CloudAccounts(Verbs verbs, Clouds clouds, Rule withinLimit) {
        types = new CloudTypes(verbs, clouds);
        accounts = new Accounts(verbs, clouds, types, withinLimit);
        lookups = new Lookups(accounts, clouds);
        inventory = new Inventory(accounts, clouds);
        publicClouds = new PublicClouds(accounts, clouds);
        clusterNames = new ClusterNames(accounts, clouds, verbs.desk());
        gateways = new Gateways(inventory, clouds);
        validations = new Validations(accounts, clouds);
        files = new CloudFiles(verbs);
        rates = new Rates(types, clouds);
    }

    @Override
    public void bind(Binder on) {
        accounts.bind(on);
        lookups.bind(on);
        inventory.bind(on);
        publicClouds.bind(on);
        clusterNames.bind(on);
        gateways.bind(on);
        validations.bind(on);
        types.bind(on);
        files.bind(on);
        rates.bind(on);
    }
}
