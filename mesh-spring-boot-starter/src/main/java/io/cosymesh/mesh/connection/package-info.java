/**
 * What a connection may cost the server it is made to: time without progress, frames,
 * pipelined requests. Whether its peer may do what it asks must not enter.
 */
@NullMarked
package io.cosymesh.mesh.connection;

import org.jspecify.annotations.NullMarked;
