/**
 * Issues SVIDs to attested workloads; {@code issuance.SvidIssuance} tells how. Only the
 * application class lives here.
 */
@NullMarked
package io.cosymesh.ca;

import org.jspecify.annotations.NullMarked;
