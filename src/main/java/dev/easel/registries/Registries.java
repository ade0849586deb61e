package dev.easel.registries;

import dev.easel.Family;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Handler;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;

/** Registries: where packs and charts come from. Some are built in, and users add their own. */
public final class Registries implements Family {
    private final Verbs verbs;
    private final Rule withinLimit;
    private final Shelf shelf;
    private final RegistryRules rules;
    private final RegistryViews views;
    private final Syncs syncs;

    public Registries(Verbs verbs, Catalogue catalogue, Rule withinLimit) {
        this.verbs = verbs;
        this.withinLimit = withinLimit;
        this.shelf = new Shelf(verbs.desk(), catalogue);
        this.rules = new RegistryRules(shelf);
        this.views = new RegistryViews(shelf);
        this.syncs = new Syncs(shelf);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1RegistriesMetadata", "packRegistry.list", views::metadata);
        on.op("v1RegistriesNameConfigGet", "packRegistry.get", views::config);
        on.op("v1RegistriesUidDelete", own(verbs.delete(Kinds.REGISTRY, rules::mustNotBeUsed)));
        on.op("v1OciRegistriesSummary", "packRegistry.list", views::ociSummaries);
        on.op("v1OciRegistriesGet", "packRegistry.get", views::oci);
        bindSort(on, Sort.HELM, "v1RegistriesHelm", "V1RegistriesHelmValidate");
        bindSort(on, Sort.PACK, "v1RegistriesPack", "V1RegistriesPackValidate");
        bindOci(on, Sort.BASIC, "v1BasicOciRegistries");
        bindOci(on, Sort.ECR, "v1EcrRegistries");
    }

    private void bindSort(Binder on, Sort sort, String prefix, String validate) {
        Handler get = sort == Sort.HELM ? views::helm : call -> views.get(sort, call);
        on.op(prefix + "List", "packRegistry.list", call -> views.list(sort, call));
        on.op(prefix + "SummaryList", "packRegistry.list", call -> views.summaries(sort, call));
        on.op(prefix + "UidGet", "packRegistry.get", get);
        on.op(validate, "packRegistry.create", call -> rules.validate(sort, call));
        bindWrites(on, sort, prefix);
    }

    private void bindOci(Binder on, Sort sort, String prefix) {
        on.op(prefix + "UidGet", "packRegistry.get", call -> views.get(sort, call));
        on.op(prefix + "Validate", "packRegistry.create", call -> rules.validate(sort, call));
        bindWrites(on, sort, prefix);
    }

    private void bindWrites(Binder on, Sort sort, String prefix) {
        var complete = rules.mustBeComplete(sort);
        on.op(
                prefix + "Create",
                verbs.create(Kinds.REGISTRY, withinLimit, rules.begin(sort), rules::mustHaveFreeName, complete));
        on.op(
                prefix + "UidUpdate",
                own(verbs.replace(Kinds.REGISTRY, rules.mustBe(sort), rules::mustHaveFreeName, complete)));
        on.op(prefix + "UidDelete", own(verbs.delete(Kinds.REGISTRY, rules.mustBe(sort), rules::mustNotBeUsed)));
        on.op(prefix + "UidSync", "packRegistry.update", syncs::run);
        on.op(prefix + "UidSyncStatus", "packRegistry.get", syncs::status);
    }

    /** Refuses what would change a built-in registry, which is none of the tenant's documents. */
    private Action own(Action action) {
        return new Action(action.permission(), call -> {
            shelf.mustNotBeBuiltIn(call.path("uid"));
            return action.handler().handle(call);
        });
    }
}
