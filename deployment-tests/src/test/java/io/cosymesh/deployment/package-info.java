/**
 * Proves that what deploys the mesh says the same as what the services say: manifests,
 * compose file, policies and peers. No service may enter.
 */
@NullMarked
package io.cosymesh.deployment;

import org.jspecify.annotations.NullMarked;
