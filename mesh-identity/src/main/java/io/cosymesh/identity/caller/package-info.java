/**
 * Who is calling, told from one workload to another: a gateway that knows people vouches
 * for each request it passes on, signed with its SVID's key. How people prove who they
 * are must not enter.
 */
@NullMarked
package io.cosymesh.identity.caller;

import org.jspecify.annotations.NullMarked;
