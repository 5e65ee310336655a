/**
 * Encrypts secrets before they go into the database. Nothing that knows what a secret is
 * for may enter.
 */
@NullMarked
package io.cosymesh.ca.sealing;

import org.jspecify.annotations.NullMarked;
