/**
 * What an operator can set, checked at start. No behaviour may enter.
 */
@NullMarked
package io.cosymesh.ca.settings;

import org.jspecify.annotations.NullMarked;
