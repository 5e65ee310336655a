/**
 * What a service tells of itself, to operators and the gateway: who it is, what goes over
 * its edges, whether all is well. Nothing is measured or decided here.
 */
@NullMarked
package io.cosymesh.mesh.report;

import org.jspecify.annotations.NullMarked;
