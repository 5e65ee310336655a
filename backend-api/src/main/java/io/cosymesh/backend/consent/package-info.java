/**
 * Consents that are kept before there is a voice: recordings of people who agree to be
 * imitated. A voice made on one keeps its own record of it, so nothing of voices may
 * enter.
 */
@NullMarked
package io.cosymesh.backend.consent;

import org.jspecify.annotations.NullMarked;
