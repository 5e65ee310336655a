/**
 * A second port of a service, such as the one for callers who can't have an SVID yet.
 * What they may do there is the policy's business.
 */
@NullMarked
package io.cosymesh.mesh.listener;

import org.jspecify.annotations.NullMarked;
