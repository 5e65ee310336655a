/**
 * Keys that sign: who holds them and what they put into certificates. Nothing that knows
 * why a certificate is issued may enter.
 */
@NullMarked
package io.cosymesh.ca.authority;

import org.jspecify.annotations.NullMarked;
