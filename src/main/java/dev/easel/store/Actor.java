package dev.easel.store;

import dev.easel.auth.Caller;
import java.util.Optional;

/**
 * On whose behalf a transaction is made; it goes into every change row.
 *
 * @param project scope that the request named, "" for the tenant
 * @param user uid of the user, or "" for the house itself
 * @param operation operationId, or what the house does by itself, such as {@code reconcile}
 * @param claim the request's idempotency key, if it brought one
 */
public record Actor(
        String tenant,
        String project,
        String user,
        String name,
        String operation,
        String request,
        Optional<Idempotency.Claim> claim) {

    public static Actor of(Caller caller, String operation, String request) {
        return new Actor(
                caller.tenant(),
                caller.project(),
                caller.user(),
                caller.name(),
                operation,
                request,
                Idempotency.current());
    }

    /** The house itself, at work on something of a tenant's. */
    public static Actor house(String tenant, String project, String operation) {
        return new Actor(tenant, project, "", "system", operation, "", Optional.empty());
    }
}
