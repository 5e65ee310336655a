/**
 * Signing in with a password, and out. What people may do then must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.signin;

import org.jspecify.annotations.NullMarked;
