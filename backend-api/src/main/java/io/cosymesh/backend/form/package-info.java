/**
 * What callers may write into a request and how it is read while it arrives. Nothing of
 * what is then done with it may enter.
 */
@NullMarked
package io.cosymesh.backend.form;

import org.jspecify.annotations.NullMarked;
