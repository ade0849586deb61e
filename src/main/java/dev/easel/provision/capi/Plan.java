package dev.easel.provision.capi;

import java.util.ArrayList;
import java.util.List;

/**
 * The objects of a cluster in the order in which they are made.
 *
 * @param ground namespace, network, the cluster itself
 * @param controlPlane empty where the cloud runs it as part of the ground
 * @param workers one list for each pool
 */
record Plan(List<Thing> ground, List<Thing> controlPlane, List<List<Thing>> workers) {

    List<Thing> all() {
        var all = new ArrayList<Thing>();
        all.addAll(ground);
        all.addAll(controlPlane);
        workers.forEach(all::addAll);
        return all;
    }

    Thing cluster() {
        return ground.stream().filter(thing -> thing.is("Cluster")).findFirst().orElseThrow();
    }
}
