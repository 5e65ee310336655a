/**
 * Which authenticated peers may connect. Knows IDs only, no certificates.
 */
@NullMarked
package io.cosymesh.identity.authorize;

import org.jspecify.annotations.NullMarked;
