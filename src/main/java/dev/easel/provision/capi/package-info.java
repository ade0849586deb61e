/** The engine that has clusters made by Cluster API: renders objects, applies them to a management cluster, watches them. */
@NullMarked
package dev.easel.provision.capi;

import org.jspecify.annotations.NullMarked;
