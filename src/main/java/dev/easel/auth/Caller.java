package dev.easel.auth;

import dev.easel.contract.Filter;

/**
 * Who asks, and from where: resolved once at the door and handed to everything behind it.
 *
 * @param tenant uid of the tenant; part of every key and every query
 * @param project uid named by the {@code ProjectUid} header, or "" for tenant scope
 * @param user uid of the user that the credential belongs to
 * @param name e-mail of that user, as shown in audits
 * @param credential what signed the request in: "session:…" or "key:…"
 * @param rights what the user may do, in the tenant and per project
 */
public record Caller(String tenant, String project, String user, String name, String credential, Rights rights) {

    public boolean inProject() {
        return !project.isEmpty();
    }

    /** Whether the caller may do this in the scope that the request names. */
    public boolean may(String permission) {
        return rights.allows(project, permission);
    }

    /** The documents of the scope that the caller may do this to. */
    public Filter documents(String permission) {
        return rights.documents(project, permission);
    }

    /** The same caller looking at another scope ("" for the tenant). */
    public Caller in(String otherProject) {
        return new Caller(tenant, otherProject, user, name, credential, rights);
    }
}
