package io.cosymesh.cli.stack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a stack is to be started.
 *
 * @param detach whether to return when everything is ready
 * @param port the gateway's port, {@code null} where nobody asked for one
 * @param svidTtl how long SVIDs live, {@code null} where nobody asked
 * @param build whether images are built first
 * @param overlay what is applied to a cluster: a name below {@code k8s/overlays}, or a
 * folder
 */
public record StartOptions(boolean detach, @Nullable Integer port, @Nullable Duration svidTtl, boolean build,
		String overlay) {
}
