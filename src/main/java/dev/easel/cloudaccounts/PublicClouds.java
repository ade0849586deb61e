package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.store.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an account has in its cloud already: networks, keys, groups. A rehearsed one has what the cloud's folder offers. */
final class PublicClouds {
    private static final String LOOK = "cloud.list";

    private final Accounts accounts;
    private final Clouds clouds;

    PublicClouds(Accounts accounts, Clouds clouds) {
        this.accounts = accounts;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        for (var cloud : clouds.all()) {
            clouds.offers(cloud).ifPresent(table -> {
                for (var row : table.path("lists").properties())
                    on.op(row.getKey(), LOOK, call -> offers(cloud, table, call).all(row.getValue()));
                for (var row : table.path("single").properties())
                    on.op(row.getKey(), LOOK, call -> single(cloud, table, row.getValue(), call));
            });
        }
    }

    private Reply single(Cloud cloud, JsonNode table, JsonNode rows, Call call) {
        var found = offers(cloud, table, call).first(rows);
        if (found.isPresent()) return found.get().isEmpty() ? Reply.none() : Reply.of(found.get());
        var parameter = rows.get(0).path("of").propertyNames().iterator().next();
        throw Problem.notFound(parameter, asked(call, parameter).orElse(""));
    }

    private Offers offers(Cloud cloud, JsonNode table, Call call) {
        var account = asked(call, "cloudAccountUid")
                .or(() -> asked(call, "uid"))
                .map(uid -> accounts.account(cloud, call, uid));
        if (account.isEmpty() && asksWithCredentials(table, call)) mustLookRight(cloud, call);
        var region = asked(call, "region").map(name -> region(cloud, name)).orElse("");
        return new Offers(
                invention(table, call, account, region),
                name -> asked(call, name),
                name -> name.equals("zone") ? clouds.zones(cloud, region) : regions(cloud));
    }

    private static boolean asksWithCredentials(JsonNode table, Call call) {
        return table.path("credentials")
                .valueStream()
                .anyMatch(id -> id.asString("").equals(call.operation().id()));
    }

    private static void mustLookRight(Cloud cloud, Call call) {
        var faults = Credentials.faults(cloud, call.object(), "body");
        if (!faults.isEmpty()) throw Problem.invalid(faults);
    }

    private Invention invention(JsonNode table, Call call, Optional<Document> account, String region) {
        var spec = account.map(accounts::opened).map(Credentials::readable);
        var identity = spec.map(
                        it -> it.at(table.path("identity").stringValue()).asString(""))
                .filter(it -> !it.isBlank())
                .or(() -> account.map(Document::uid))
                .orElse(call.caller().tenant());
        var made = new Invention(identity, Map.of()).with("identity", identity).with("region", region);
        var partition = spec.map(it -> it.at("/spec/partition").asString("")).or(() -> asked(call, "partition"));
        made = made.with("partition", partition.filter(name -> !name.isEmpty()).orElse("aws"));
        made = made.with("owner", account.flatMap(Accounts::owner).orElse(made.fill("{digits:12 owner}")));
        for (var name : table.path("names").properties())
            made = made.with(name.getKey(), made.fill(name.getValue().stringValue()));
        return made;
    }

    private String region(Cloud cloud, String name) {
        if (clouds.instanceTypes(cloud, name, Facts.AtLeast.ANYTHING).isEmpty()) throw Problem.notFound("region", name);
        return name;
    }

    private List<String> regions(Cloud cloud) {
        return clouds.regions(cloud).stream().map(Facts.Region::name).toList();
    }

    private static Optional<String> asked(Call call, String name) {
        var inPath = Optional.ofNullable(call.path().get(name));
        return inPath.or(() -> call.query(name))
                .or(() -> call.body().path(name).stringValueOpt())
                .filter(value -> !value.isEmpty());
    }
}
