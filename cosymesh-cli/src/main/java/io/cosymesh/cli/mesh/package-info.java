/**
 * The mesh as the gateway sees it: who calls whom, how that goes, and what passes by just
 * now. Nothing may be changed here.
 */
@NullMarked
package io.cosymesh.cli.mesh;

import org.jspecify.annotations.NullMarked;
