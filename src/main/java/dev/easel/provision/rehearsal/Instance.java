package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import java.time.Instant;
import java.util.Optional;

/** A machine of a rehearsed cluster. */
record Instance(Identity identity, Make make, Life life, String maintenance) {

    /** What never changes; number counts all machines that the cluster ever had. */
    record Identity(
            String uid,
            int number,
            String name,
            String pool,
            boolean controlPlane,
            String zone,
            String inside,
            String outside,
            String providerId,
            Instant born) {}

    /** What it was made from; another make means another machine. */
    record Make(String instanceType, String template, String kubernetes) {
        static Make of(Pool pool) {
            return new Make(pool.instanceType(), pool.template(), pool.kubernetes());
        }

        boolean fits(Pool pool) {
            return template.equals(pool.template()) && kubernetes.equals(pool.kubernetes());
        }
    }

    enum State {
        PENDING("Pending"),
        PROVISIONING("Provisioning"),
        PROVISIONED("Provisioned"),
        RUNNING("Running"),
        DRAINING("Deleting"),
        DELETING("Deleting");

        final String wire;

        State(String wire) {
            this.wire = wire;
        }
    }

    /** Where it is in its life; a message says what holds it up or ails it, and then nothing is due. */
    record Life(State state, boolean ready, String message, Instant since, Optional<Instant> due) {
        static Life in(State state, Instant since, Optional<Instant> due) {
            return new Life(state, state == State.RUNNING, "", since, due);
        }

        Life ailing(String why) {
            return new Life(state, false, why, since, Optional.empty());
        }

        Life well(Optional<Instant> again) {
            return new Life(state, state == State.RUNNING, "", since, again);
        }
    }

    Instance with(Life next) {
        return new Instance(identity, make, next, maintenance);
    }

    Instance with(Make next) {
        return new Instance(identity, next, life, maintenance);
    }

    Instance maintained(String word) {
        return new Instance(identity, make, life, word);
    }

    String uid() {
        return identity.uid();
    }

    String name() {
        return identity.name();
    }

    String pool() {
        return identity.pool();
    }

    boolean controlPlane() {
        return identity.controlPlane();
    }

    int number() {
        return identity.number();
    }

    State state() {
        return life.state();
    }

    boolean ready() {
        return life.ready();
    }

    boolean in(State state) {
        return life.state() == state;
    }

    boolean leaving() {
        return in(State.DRAINING) || in(State.DELETING);
    }

    boolean joined() {
        return in(State.RUNNING) || in(State.DRAINING);
    }

    /** Whether it waits for something that only the end of a fault brings. */
    boolean held() {
        return !life.message().isEmpty() && !in(State.RUNNING);
    }

    boolean ill() {
        return in(State.RUNNING) && !ready();
    }
}
