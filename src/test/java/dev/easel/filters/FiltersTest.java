package dev.easel.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.Bench;
import org.junit.jupiter.api.Test;

final class FiltersTest {

    @Test
    void aFilterIsKeptAsItWasWritten() {
        try (var bench = new Bench()) {
            var body = "{'metadata':{'name':'f'},'spec':{'filterGroup':{'conjunction':'and','filters':"
                    + "[{'key':'team','operator':'eq','values':['x'],'negation':true}]}}}";
            assertEquals(401, bench.ask("", "", "v1TagFiltersCreate", body).status());
            var uid = bench.admin("v1TagFiltersCreate", body).uid();
            assertEquals(409, bench.admin("v1TagFiltersCreate", body).status());
            var shown = bench.admin("v1TagFilterUidGet", "", uid);
            assertEquals("team", shown.text("/spec/filterGroup/filters/0/key"));
            assertEquals("tag", bench.admin("v1FiltersList", "", "limit=0").text("/items/0/spec/filterType"));
            assertEquals(uid, bench.admin("v1FiltersMetadata", "").text("/items/0/uid"));
            assertEquals(
                    0,
                    bench.admin("v1FiltersMetadata", "", "filterType=x")
                            .body()
                            .path("items")
                            .size());
            assertEquals(
                    204,
                    bench.admin("v1TagFilterUidUpdate", body.replace("'team'", "'crew'"), uid)
                            .status());
            assertEquals("crew", bench.admin("v1TagFilterUidGet", "", uid).text("/spec/filterGroup/filters/0/key"));
            assertEquals(
                    400,
                    bench.admin("v1TagFilterUidUpdate", body.replace("'team'", "''"), uid)
                            .status());
            assertEquals(204, bench.admin("v1TagFilterUidDelete", "", uid).status());
            assertEquals(404, bench.admin("v1TagFilterUidGet", "", uid).status());
        }
    }
}
