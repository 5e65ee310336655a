/**
 * The certificate that browsers see: made by a local authority, or mounted. Nothing of
 * the mesh's identities belongs here.
 */
@NullMarked
package io.cosymesh.webui.tls;

import org.jspecify.annotations.NullMarked;
