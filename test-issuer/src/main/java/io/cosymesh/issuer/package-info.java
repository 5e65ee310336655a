/**
 * An OpenID Connect issuer for tests. Nothing that runs in production may enter.
 */
@NullMarked
package io.cosymesh.issuer;

import org.jspecify.annotations.NullMarked;
