/**
 * Cluster profiles: kind {@code clusterProfile}, one document per version of a profile. {@code spec.published} is always
 * its latest content. Beside it stand what replies leave out: {@code /spec/variables}, the contents of manifests by uid under
 * {@code /easel/manifests}, and sealed defaults of sensitive variables under {@code /easel/defaults}. Most operations are no
 * verbs, since what clients write (packs by name and tag, manifests with their contents) is not what they read.
 */
@NullMarked
package dev.easel.profiles;

import org.jspecify.annotations.NullMarked;
