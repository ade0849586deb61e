package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Cloud.Account;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Code;
import dev.easel.contract.Fault;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Accounts of every cloud: the same five lines, with the row of the cloud saying what is required and what is secret. */
final class Accounts {
    private static final Pattern OWNER = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):.*");

    private final Verbs verbs;
    private final Clouds clouds;
    private final CloudTypes types;
    private final Rule withinLimit;
    private final Refusals refusals;

    Accounts(Verbs verbs, Clouds clouds, CloudTypes types, Rule withinLimit) {
        this.verbs = verbs;
        this.clouds = clouds;
        this.types = types;
        this.withinLimit = withinLimit;
        refusals = new Refusals(verbs.desk());
    }

    void bind(Binder on) {
        clouds.withAccounts().forEach(cloud -> bind(on, cloud));
        on.op(
                "v1CloudAccountsCustomCreate",
                custom("create", cloud -> verbs.create(kind(cloud), withinLimit, whole(cloud))));
        on.op("v1CloudAccountsCustomList", custom("list", cloud -> verbs.list(kind(cloud))));
        on.op("v1CloudAccountsCustomGet", custom("get", cloud -> verbs.get(kind(cloud))));
        on.op(
                "v1CloudAccountsCustomUpdate",
                custom("update", cloud -> verbs.replace(kind(cloud), whole(cloud), Accounts::usersAreTold)));
        on.op(
                "v1CloudAccountsCustomDelete",
                custom("delete", cloud -> verbs.delete(kind(cloud), Accounts::mustBeUnused)));
        on.op("v1CloudAccountsListSummary", verbs.list(any(), (_, account, shown) -> summary(account, shown)));
        on.op("v1AccountsGeolocationPatch", verbs.setPart(any(), "/" + Desk.PRIVATE + "/geoLocation"));
        on.op("v1DashboardCloudAccountsMetadata", "cloudaccount.list", this::metadata);
    }

    private void bind(Binder on, Cloud cloud) {
        var tag = cloud.tags().accounts();
        var kind = kind(cloud);
        on.tagged("v1CloudAccounts*Create", tag, verbs.create(kind, withinLimit, whole(cloud)));
        on.tagged("v1CloudAccounts*List", tag, verbs.list(kind));
        on.tagged("v1CloudAccounts*Get", tag, verbs.get(kind));
        on.tagged("v1CloudAccounts*Update", tag, verbs.replace(kind, whole(cloud), Accounts::usersAreTold));
        on.tagged("v1CloudAccounts*Delete", tag, verbs.delete(kind, Accounts::mustBeUnused));
    }

    private Action custom(String what, Function<Cloud, Action> verb) {
        return new Action(
                Kinds.CLOUD_ACCOUNT.name() + "." + what,
                call -> verb.apply(types.registered(call)).handler().handle(call));
    }

    /** Secrets that every reader of the contract expects show as asterisks, the others are left out. */
    static Kind kind(Cloud cloud) {
        var account = cloud.account().orElseThrow();
        var kind = Kinds.CLOUD_ACCOUNT.of(cloud.name());
        for (var secret : account.secrets()) kind = kind.secret(secret, shown(account, secret));
        return kind;
    }

    private static Shown shown(Account account, String secret) {
        return account.required().stream().anyMatch(secret::startsWith) ? Shown.MASKED : Shown.NEVER;
    }

    /** Accounts of whatever cloud, with the secrets of all of them hidden. */
    private Kind any() {
        return Stream.concat(clouds.withAccounts().stream(), Stream.of(clouds.custom("any")))
                .flatMap(cloud -> cloud.account().orElseThrow().secrets().stream())
                .reduce(Kinds.CLOUD_ACCOUNT, (kind, secret) -> kind.secret(secret, Shown.MASKED), (kind, _) -> kind);
    }

    /** The account that a request names, which must be one of the cloud's. */
    Document account(Cloud cloud, Call call, String uid) {
        var account = verbs.desk().find(kind(cloud), call, uid);
        if (refusals.refuses(account))
            throw Problem.of(
                    Code.Unprocessable,
                    "%s refuses the credentials of account \"%s\" (rehearsed fault)",
                    cloud.displayName(),
                    account.name());
        return account;
    }

    /** The same with its secrets, for use inside the house only. */
    ObjectNode opened(Document account) {
        return verbs.desk().store().open(account);
    }

    private static Rule whole(Cloud cloud) {
        return draft -> {
            draft.body().put("kind", cloud.name());
            var account = cloud.account().orElseThrow();
            account.defaults().forEach((pointer, value) -> {
                if (isBlank(draft, pointer)) Verbs.put(draft.body(), pointer, value.deepCopy());
            });
            var required = new ArrayList<>(account.required());
            required.addAll(Credentials.required(cloud, draft.at("/spec")));
            var missing = required.stream()
                    .filter(pointer -> isBlank(draft, pointer))
                    .map(Accounts::isRequired)
                    .toList();
            if (!missing.isEmpty()) throw Problem.invalid(missing);
        };
    }

    private static boolean isBlank(Draft draft, String pointer) {
        var value = draft.at(pointer);
        return value.isContainer() ? value.isEmpty() : value.asString("").isBlank();
    }

    private static Fault isRequired(String pointer) {
        return new Fault("body" + pointer.replace('/', '.'), "is required");
    }

    private static void mustBeUnused(Draft draft) {
        var reach = Reach.tenant(draft.call().caller().tenant());
        var users = draft.tx()
                .list(Query.all(Kinds.CLOUD_CONFIG, reach)
                        .where(Filter.equal("cloudAccountUid", draft.uid()))
                        .page(1, 0, ""));
        if (users.count() == 0) return;
        throw Problem.of(
                Code.ResourceInUse,
                "The cloud account \"%s\" is used by %d clusters; the first is %s",
                draft.text("/metadata/name"),
                users.count(),
                users.items().getFirst().text("/" + Desk.PRIVATE + "/clusterUid"));
    }

    /** Clusters hand what stands in their account to the cloud's provider, so they look when it is another. */
    private static void usersAreTold(Draft draft) {
        var reach = Reach.tenant(draft.call().caller().tenant());
        draft
                .tx()
                .list(Query.all(Kinds.CLOUD_CONFIG, reach).where(Filter.equal("cloudAccountUid", draft.uid())))
                .items()
                .stream()
                .map(config -> config.text("/" + Desk.PRIVATE + "/clusterUid"))
                .forEach(cluster -> draft.tx().wake(Kinds.CLUSTER, cluster));
    }

    private static ObjectNode summary(Document account, ObjectNode shown) {
        var summary = meta(shown);
        owner(account).ifPresent(id -> summary.putObject("specSummary").put("accountId", id));
        return summary;
    }

    /** The number that AWS knows an account by, if its role says so. */
    static Optional<String> owner(Document account) {
        return Stream.of("/spec/sts/arn", "/spec/podIdentity/roleArn")
                .map(pointer -> OWNER.matcher(account.text(pointer)))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .reduce((_, last) -> last);
    }

    private static ObjectNode meta(ObjectNode shown) {
        var meta = Json.object();
        meta.set("kind", shown.path("kind"));
        meta.set("metadata", shown.path("metadata"));
        return meta;
    }

    private ObjectNode metadata(Call call) {
        var kind = call.query("environment")
                .map(cloud -> any().of(accountsOf(cloud)))
                .orElseGet(this::any);
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var account : verbs.desk().all(kind, call, Filter.EVERYTHING))
            items.add(meta(verbs.desk().show(account)));
        return reply;
    }

    /** EKS clusters use accounts of AWS. */
    private String accountsOf(String cloud) {
        return clouds.named(cloud).flatMap(Cloud::account).map(Account::cloud).orElse(cloud);
    }
}
