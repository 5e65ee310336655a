/**
 * The life of the CA's own signing keys: prepared, active, old, tainted, revoked, gone.
 * They are kept sealed in the database that all replicas share. Nothing that knows
 * workloads may enter.
 */
@NullMarked
package io.cosymesh.ca.authority.lifecycle;

import org.jspecify.annotations.NullMarked;
