package dev.easel.provision;

/** Which cluster: everything an engine needs to find it again. */
public record Target(String tenant, String project, String uid, String name) {}
