package io.cosymesh.mesh.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Boot's own {@code management.tracing} leaves open.
 *
 * @param trustOutside whether callers from outside of the mesh decide that a trace is
 * sampled; services of the mesh always follow their callers
 */
@ConfigurationProperties("cosymesh.tracing")
record TracingSettings(@DefaultValue("false") boolean trustOutside) {
}
