/**
 * How words are to be said: a dictionary for each owner, sent along with every text. What
 * a reading means to an engine must not enter.
 */
@NullMarked
package io.cosymesh.backend.pronunciation;

import org.jspecify.annotations.NullMarked;
