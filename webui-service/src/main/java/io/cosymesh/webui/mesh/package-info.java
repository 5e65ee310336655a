/**
 * The mesh as a whole, for people who run it: what every service tells of itself, asked
 * and put together. Nothing is measured here, and nothing changed.
 */
@NullMarked
package io.cosymesh.webui.mesh;

import org.jspecify.annotations.NullMarked;
