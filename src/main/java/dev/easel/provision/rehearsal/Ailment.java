package dev.easel.provision.rehearsal;

/** What a fault does to a machine, and how that is told. */
record Ailment(String reason, String message) {
    static final Ailment NONE = new Ailment("", "");
    static final String CAPACITY = "InsufficientInstanceCapacity";
    static final String CREDENTIALS = "CloudCredentialsRevoked";
    static final String NOT_READY = "NodeNotReady";
    static final String SILENCE = "Nothing was heard of the cluster's agent for 10 minutes (rehearsed fault)";

    static Ailment noRoom(Instance machine) {
        return new Ailment(
                CAPACITY,
                "Zone %s has no room for another %s; waiting until it has (rehearsed fault)"
                        .formatted(machine.identity().zone(), machine.make().instanceType()));
    }

    static Ailment refused(String account) {
        return new Ailment(
                CREDENTIALS,
                "The cloud refuses the credentials of account %s; nothing is made or deleted (rehearsed fault)"
                        .formatted(account));
    }

    static Ailment notReady(Instance machine) {
        return new Ailment(
                NOT_READY,
                "Node %s stopped reporting to the control plane (rehearsed fault)".formatted(machine.name()));
    }
}
