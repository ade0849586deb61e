package dev.easel;

import dev.easel.clouds.Clouds;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Accounts;
import dev.easel.provision.Target;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Cloud accounts as their owners wrote them, for the engines of this server. */
final class OpenAccounts implements Accounts {
    private final Store store;
    private final Kind kind;

    OpenAccounts(Store store, Clouds clouds) {
        this.store = store;
        kind = Stream.concat(clouds.withAccounts().stream(), Stream.of(clouds.custom("any")))
                .flatMap(cloud -> cloud.account().orElseThrow().secrets().stream())
                .reduce(Kinds.CLOUD_ACCOUNT, (all, secret) -> all.secret(secret, Shown.NEVER), (all, _) -> all);
    }

    @Override
    public Optional<JsonNode> open(Target target, String account) {
        var reach = Reach.scope(target.tenant(), target.project());
        return store.find(kind, reach, account).map(store::open).map(opened -> opened.path("spec"));
    }
}
