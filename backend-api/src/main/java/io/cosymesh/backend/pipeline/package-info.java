/**
 * The cloning pipeline: which services a request passes, in order. Nothing that knows of
 * HTTP requests, databases or stored voices may enter.
 */
@NullMarked
package io.cosymesh.backend.pipeline;

import org.jspecify.annotations.NullMarked;
