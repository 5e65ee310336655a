/**
 * The private directory and the database of the CA. Nothing that knows what is stored may
 * enter.
 */
@NullMarked
package io.cosymesh.ca.state;

import org.jspecify.annotations.NullMarked;
