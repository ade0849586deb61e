package dev.easel.filters;

import dev.easel.Family;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Draft;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Named conditions on tags, which resource roles refer to. */
public final class Filters implements Family {
    private static final String TYPE = "tag";

    private final Verbs verbs;
    private final Rule withinLimit;

    public Filters(Verbs verbs, Rule withinLimit) {
        this.verbs = verbs;
        this.withinLimit = withinLimit;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1TagFiltersCreate", verbs.create(Kinds.FILTER, withinLimit, Filters::mustNameKeys));
        on.op("v1FiltersList", verbs.list(Kinds.FILTER, Filters::summary));
        on.op("v1FiltersMetadata", "filter.list", this::metadata);
        on.op("v1TagFilterUidGet", verbs.get(Kinds.FILTER));
        on.op("v1TagFilterUidUpdate", verbs.replace(Kinds.FILTER, Filters::mustNameKeys, Widening::mustBeHeld));
        on.op("v1TagFilterUidDelete", verbs.delete(Kinds.FILTER, Filters::mustBeUnused));
    }

    private static JsonNode summary(Call call, Document filter, ObjectNode shown) {
        var summary = Json.object();
        summary.set("metadata", shown.path("metadata"));
        summary.putObject("spec").put("filterType", TYPE);
        return summary;
    }

    private Object metadata(Call call) {
        var desk = verbs.desk();
        var ours = call.query("filterType").orElse(TYPE).equals(TYPE) ? Filter.EVERYTHING : Filter.EVERYTHING.not();
        return desk.page(desk.query(Kinds.FILTER, call).where(ours), call, (_, filter, _) -> shortly(filter));
    }

    private static ObjectNode shortly(Document filter) {
        return Json.object().put("uid", filter.uid()).put("name", filter.name()).put("filterType", TYPE);
    }

    private static void mustNameKeys(Draft draft) {
        int at = 0;
        for (var filter : draft.at("/spec/filterGroup/filters")) {
            if (filter.path("key").asString("").isBlank()) {
                throw Problem.invalid("body.spec.filterGroup.filters[%d].key".formatted(at), "is required");
            }
            at++;
        }
    }

    private static void mustBeUnused(Draft draft) {
        for (Kind holders : List.of(Kinds.USER, Kinds.TEAM)) {
            var query = Query.all(holders, Reach.tenant(draft.call().caller().tenant()));
            if (draft.tx().count(query.where(Filter.equal("filters", draft.uid()))) > 0) {
                throw Problem.of(Code.ResourceInUse, "Resource roles of %ss refer to this filter", holders.name());
            }
        }
    }
}
