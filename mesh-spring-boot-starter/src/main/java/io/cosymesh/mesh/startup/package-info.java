/**
 * What holds before anything runs: defaults every member of the mesh shares, and
 * configuration mistakes said with the way out. No feature of the mesh may be needed
 * here.
 */
@NullMarked
package io.cosymesh.mesh.startup;

import org.jspecify.annotations.NullMarked;
