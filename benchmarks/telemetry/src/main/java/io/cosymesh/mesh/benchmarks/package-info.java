/**
 * Measures what it costs an edge of the mesh to be watched.
 */
@NullMarked
package io.cosymesh.mesh.benchmarks;

import org.jspecify.annotations.NullMarked;
