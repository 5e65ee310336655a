/**
 * How much and how often may be asked. Nothing that knows what is asked for may enter.
 */
@NullMarked
package io.cosymesh.ca.limits;

import org.jspecify.annotations.NullMarked;
