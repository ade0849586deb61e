package dev.easel.auth;

import java.time.Instant;
import java.util.Optional;

/** What the door must know about people and their credentials; kept by the family that keeps users. */
public interface Directory {

    /** The API key with this hash, whosever it is. */
    Optional<Key> key(String hash);

    Optional<Session> session(String id);

    /** A user who may sign in, with everything that roles, teams and filters give. */
    Optional<Person> person(String tenant, String user);

    boolean hasProject(String tenant, String project);

    record Key(String uid, String tenant, String user, Optional<Instant> expires) {}

    record Session(String id, String tenant, String user, Instant expires) {}

    record Person(String uid, String email, Rights rights) {}
}
