package dev.easel.provision.install;

/** How charts may travel. */
public enum Transport {
    TLS,

    /** By plain http to and from this machine itself, by TLS everywhere else. */
    PLAIN_ON_LOOPBACK
}
