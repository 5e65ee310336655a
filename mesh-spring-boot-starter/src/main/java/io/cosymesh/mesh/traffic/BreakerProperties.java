package io.cosymesh.mesh.traffic;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of leaving a failing address alone.
 *
 * @param failures failures in a row after which an address is left alone
 * @param minPenalty for how long the first time
 * @param maxPenalty for how long at most, doubling until then
 */
public record BreakerProperties(@Min(1) @DefaultValue("7") int failures,
		@NotNull @DefaultValue("1s") Duration minPenalty, @NotNull @DefaultValue("1m") Duration maxPenalty) {

}
