package io.cosymesh.mesh.connection;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of what a connection may cost the server.
 *
 * @param max connections at once; more are closed as they come
 * @param headerTimeout longest time from the first byte of a request's headers to the
 * last, and from the handshake to the first request
 * @param bodyWindow time that a request body is waited for, within which bodyMinimum has
 * to arrive or the body has to end; time in which nobody wants to read on doesn't count
 * @param bodyMinimum least of a body that arrives in each bodyWindow
 * @param stalledReaderTimeout longest time that a piece of an answer waits for a reader
 * who takes nothing
 * @param maxPipelined requests of HTTP/1.1 that may wait for the answer before them
 * @param maxStreams streams of HTTP/2 at once on one connection
 * @param frameWindow time over which resets and control frames of HTTP/2 are counted
 * @param maxResets streams that a peer may reset, or make the server reset, in one
 * frameWindow; unless set, 200 where strangers connect, and 30000 between members, since
 * a connection of theirs carries many people who may leave
 * @param maxControlFrames frames that carry nothing (pings, settings, priorities, empty
 * data, unknown ones) that a peer may send in one frameWindow
 */
@Validated
@ConfigurationProperties("cosymesh.server.connections")
record ConnectionProperties(@Min(1) @DefaultValue("1000") int max, @NotNull @DefaultValue("10s") Duration headerTimeout,
		@NotNull @DefaultValue("150s") Duration bodyWindow, @NotNull @DefaultValue("1KB") DataSize bodyMinimum,
		@NotNull @DefaultValue("2m") Duration stalledReaderTimeout,
		@Min(1) @Max(128) @DefaultValue("32") int maxPipelined, @Min(1) @DefaultValue("256") int maxStreams,
		@NotNull @DefaultValue("30s") Duration frameWindow, @Min(1) @Nullable Integer maxResets,
		@Min(1) @DefaultValue("1000") int maxControlFrames) {

	private static final int RESETS_OF_STRANGERS = 200;

	// As many as a peer may ask in that time by the limits that services come with.
	private static final int RESETS_OF_MEMBERS = 30_000;

	int resetsOf(boolean members) {
		if (this.maxResets != null) {
			return this.maxResets;
		}
		return members ? RESETS_OF_MEMBERS : RESETS_OF_STRANGERS;
	}

}
