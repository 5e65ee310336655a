/**
 * Requests that somebody might misread: paths in other spellings, and messages that end
 * in different places for different readers.
 */
@NullMarked
package io.cosymesh.identity.test.http;

import org.jspecify.annotations.NullMarked;
