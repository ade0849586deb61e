package dev.easel;

import dev.easel.apikeys.ApiKeys;
import dev.easel.auth.Directory;
import dev.easel.auth.Tokens;
import dev.easel.filters.Filters;
import dev.easel.http.Call;
import dev.easel.macros.Macros;
import dev.easel.projects.Members;
import dev.easel.projects.Projects;
import dev.easel.resource.Verbs;
import dev.easel.roles.Roles;
import dev.easel.signin.Lockout;
import dev.easel.signin.PasswordChanges;
import dev.easel.signin.SignIn;
import dev.easel.sshkeys.SshKeys;
import dev.easel.store.Kind;
import dev.easel.store.Tx;
import dev.easel.tenants.Tenants;
import dev.easel.users.Users;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The families that say who there is and what they may do, put together. */
record Identity(Verbs verbs, Directory directory, Tokens tokens, Lockout lockout) {

    List<Family> families(Tenants tenants) {
        var store = verbs.desk().store();
        var users = new Users(verbs, directory, tenants.limit("user"), tenants.limit("team"));
        return List.of(
                new SignIn(store, tokens, lockout),
                new PasswordChanges(store, directory, lockout),
                tenants,
                users,
                new ApiKeys(verbs, directory, tenants.limit("apiKey")),
                new Roles(verbs, tenants.limit("role")),
                new Projects(verbs, new UserMembers(users), tenants.limit("project"), tenants.limit("alert")),
                new Macros(verbs, tenants.limit("macro")),
                new Filters(verbs, tenants.limit("filter")),
                new SshKeys(verbs, tenants.limit("sshkey")));
    }

    /** Projects ask who their members are; users and teams know. */
    private record UserMembers(Users users) implements Members {
        @Override
        public Map<String, JsonNode> rolesIn(Kind holders, String tenant, String project) {
            return users.rolesIn(holders, tenant, project);
        }

        @Override
        public void assign(Tx tx, Call call, Kind holders, String project, Map<String, JsonNode> roles) {
            users.assign(tx, call, holders, project, roles);
        }

        @Override
        public void forget(Tx tx, Call call, String project) {
            users.forget(tx, call, project);
        }
    }
}
