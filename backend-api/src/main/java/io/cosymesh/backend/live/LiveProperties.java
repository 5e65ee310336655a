package io.cosymesh.backend.live;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of sessions that text arrives in piece by piece.
 *
 * @param sessions sessions at once in this process
 * @param sessionsPerCaller sessions at once of one caller in this process
 * @param idleTime longest time in which nothing is sent either way
 * @param sessionTime longest time that a session lasts
 * @param maxMessage largest message of a client
 * @param maxText characters that may be sent in one session
 * @param maxUnspoken characters that may wait to be spoken
 * @param ahead sentences that are made while one is sent
 */
@Validated
@ConfigurationProperties("cosymesh.live")
record LiveProperties(@Min(1) @DefaultValue("200") int sessions, @Min(1) @DefaultValue("4") int sessionsPerCaller,
		@NotNull @DefaultValue("60s") Duration idleTime, @NotNull @DefaultValue("30m") Duration sessionTime,
		@NotNull @DefaultValue("64KB") DataSize maxMessage, @Min(1000) @DefaultValue("200000") int maxText,
		@Min(500) @DefaultValue("10000") int maxUnspoken, @Min(0) @Max(4) @DefaultValue("1") int ahead) {

}
