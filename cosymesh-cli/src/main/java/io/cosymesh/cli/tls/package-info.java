/**
 * TLS contexts of the command line: the gateway's CA, and the mesh.
 */
@NullMarked
package io.cosymesh.cli.tls;

import org.jspecify.annotations.NullMarked;
