/**
 * Who may call what: allow-only rules, deny by default, one decision per request that
 * enforcement and audit log both print. Certificates and HTTP servers must not enter.
 */
@NullMarked
package io.cosymesh.mesh.policy;

import org.jspecify.annotations.NullMarked;
