/**
 * What goes over each edge of the mesh, as this process sees it: counts, latencies, a
 * short history and a tap, all of them bounded. Deciding about requests must not enter,
 * nor anything that a request says.
 */
@NullMarked
package io.cosymesh.mesh.telemetry;

import org.jspecify.annotations.NullMarked;
