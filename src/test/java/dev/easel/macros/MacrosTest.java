package dev.easel.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.Bench;
import dev.easel.kinds.Kinds;
import dev.easel.store.Query.Reach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MacrosTest {
    private static final String TWO = "{'macros':[{'name':'a','value':'one'},{'name':'b','value':'two'}]}";

    private final Bench bench = new Bench();
    private final String project = bench.house.project();

    @AfterEach
    void close() {
        bench.close();
    }

    private String keyOf(String role) {
        var uid =
                bench.admin("v1RolesList", "", "filters=metadata.name=" + role).text("/items/0/metadata/uid");
        var user = bench.admin("v1UsersCreate", "{'spec':{'emailId':'u@acme.example'}}")
                .uid();
        bench.admin(
                "v1UsersProjectRolesPut",
                "{'projects':[{'projectUid':'%s','roles':['%s']}]}".formatted(project, uid),
                user);
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    @Test
    void macrosOfAProjectAreForThoseWhoMayThere() {
        var editor = keyOf("Project Editor");
        assertEquals(
                401,
                bench.ask("", "", "v1ProjectsUidMacrosCreate", TWO, project).status());
        assertEquals(
                403,
                bench.ask(editor, "", "v1ProjectsUidMacrosCreate", TWO, project).status());
        assertEquals(204, bench.admin("v1ProjectsUidMacrosCreate", TWO, project).status());
        assertEquals(
                "one",
                bench.ask(editor, "", "v1ProjectsUidMacrosList", "", project).text("/macros/0/value"));
        assertEquals(
                204,
                bench.ask(editor, "", "v1ProjectsUidMacrosUpdate", TWO, project).status());
        assertEquals(
                403,
                bench.ask(editor, "", "v1TenantsUidMacrosUpdate", TWO, bench.house.tenant())
                        .status());
        assertEquals(
                403,
                bench.ask(editor, project, "v1TenantsUidMacrosUpdate", TWO, bench.house.tenant())
                        .status());
        assertEquals(
                200,
                bench.ask(editor, project, "v1TenantsUidMacrosList", "", bench.house.tenant())
                        .status());
    }

    @Test
    void macrosAreAddedReplacedSetAndRemovedByName() {
        assertEquals(
                0,
                bench.admin("v1ProjectsUidMacrosList", "", project)
                        .body()
                        .path("macros")
                        .size());
        assertEquals(204, bench.admin("v1ProjectsUidMacrosCreate", TWO, project).status());
        var again = bench.admin("v1ProjectsUidMacrosCreate", "{'macros':[{'name':'a','value':'x'}]}", project);
        assertEquals(422, again.status());
        assertEquals("MacroAlreadyExists", again.text("/code"));
        assertEquals(
                422,
                bench.admin("v1ProjectsUidMacrosUpdate", TWO.replace("'b'", "'a'"), project)
                        .status());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidMacrosUpdateByMacroName", "{'macros':[{'name':'b','value':'new'}]}", project)
                        .status());
        assertEquals("new", bench.admin("v1ProjectsUidMacrosList", "", project).text("/macros/1/value"));
        assertEquals(
                404,
                bench.admin("v1ProjectsUidMacrosUpdateByMacroName", "{'macros':[{'name':'z','value':''}]}", project)
                        .status());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidMacrosDeleteByMacroName", "{'macros':[{'name':'a'}]}", project)
                        .status());
        assertEquals(
                1,
                bench.admin("v1ProjectsUidMacrosList", "", project)
                        .body()
                        .path("macros")
                        .size());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidMacrosUpdate", "{'macros':[{'name':'only','value':'1'}]}", project)
                        .status());
        assertEquals("only", bench.admin("v1ProjectsUidMacrosList", "", project).text("/macros/0/name"));
        assertEquals(
                400,
                bench.admin("v1ProjectsUidMacrosCreate", "{'macros':[{'value':'1'}]}", project)
                        .status());
        assertEquals(404, bench.admin("v1ProjectsUidMacrosList", "", "none").status());
        assertEquals(404, bench.admin("v1TenantsUidMacrosList", "", "none").status());
    }

    @Test
    void valuesAreSealedWhereTheyAreKept() {
        var tenant = bench.house.tenant();
        assertEquals(
                204,
                bench.admin("v1TenantsUidMacrosCreate", TWO.replace("one", "plain-secret"), tenant)
                        .status());
        var kept = bench.store.find(Kinds.MACRO, Reach.tenant(tenant), tenant).orElseThrow();
        assertFalse(kept.body().toString().contains("plain-secret"));
        assertEquals(
                "plain-secret",
                bench.admin("v1TenantsUidMacrosList", "", tenant).text("/macros/0/value"));
    }
}
