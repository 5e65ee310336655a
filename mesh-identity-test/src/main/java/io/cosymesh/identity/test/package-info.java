/**
 * Fixtures for tests of identity: a CA in memory, ready SVIDs, certificates wrong on
 * purpose. Never on the class path of a service.
 */
@NullMarked
package io.cosymesh.identity.test;

import org.jspecify.annotations.NullMarked;
