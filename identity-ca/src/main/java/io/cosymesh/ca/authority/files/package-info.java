/**
 * An issuer whose key and certificates somebody else writes into a directory. Nothing
 * that was not checked as a whole may sign.
 */
@NullMarked
package io.cosymesh.ca.authority.files;

import org.jspecify.annotations.NullMarked;
