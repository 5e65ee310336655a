/**
 * What becomes of decisions once they are made: one record of each goes to the log, the
 * audit log, the metrics and whoever watches. Deciding itself must not enter.
 */
@NullMarked
package io.cosymesh.mesh.audit;

import org.jspecify.annotations.NullMarked;
