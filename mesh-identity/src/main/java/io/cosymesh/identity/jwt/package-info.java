/**
 * JWT-SVIDs: what a good one is, who checks it and where this workload gets its own. The
 * CA's keys never enter here.
 */
@NullMarked
package io.cosymesh.identity.jwt;

import org.jspecify.annotations.NullMarked;
