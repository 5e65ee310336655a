package io.cosymesh.mesh.traffic;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * Configuration properties of calls of one kind, which win over those of the peer; what
 * is not set is taken from there, and {@code 0s} means no limit.
 *
 * @param route method and path pattern, such as {@code GET /v1/things/{id}}
 * @param timeout how long the first byte of an answer may take
 * @param idleTimeout how long an answer may pause while somebody waits for more
 * @param totalTimeout how long everything may take, retries included
 */
public record RouteProperties(@NotBlank String route, @Nullable Duration timeout, @Nullable Duration idleTimeout,
		@Nullable Duration totalTimeout) {

}
