/**
 * Why the CA says no, and how it says it. Nothing that decides may enter.
 */
@NullMarked
package io.cosymesh.ca.refusal;

import org.jspecify.annotations.NullMarked;
