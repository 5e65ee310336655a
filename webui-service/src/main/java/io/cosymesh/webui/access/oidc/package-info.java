/**
 * People and tokens that an OpenID Connect issuer vouches for, and the only calls the
 * gateway makes outside the mesh. What is kept of people must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.oidc;

import org.jspecify.annotations.NullMarked;
