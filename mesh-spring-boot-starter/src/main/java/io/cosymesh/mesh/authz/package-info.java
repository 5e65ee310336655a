/**
 * Lets operators read the policy in force and ask what it makes of a request. Whatever is
 * decided must be decided by the policy itself.
 */
@NullMarked
package io.cosymesh.mesh.authz;

import org.jspecify.annotations.NullMarked;
