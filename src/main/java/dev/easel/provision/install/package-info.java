/** Puts the packs of a cluster into its API server, and keeps them there: manifests, charts, what they own, what drifts. */
@NullMarked
package dev.easel.provision.install;

import org.jspecify.annotations.NullMarked;
