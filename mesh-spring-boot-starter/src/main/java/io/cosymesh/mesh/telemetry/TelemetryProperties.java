package io.cosymesh.mesh.telemetry;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of what is told about traffic.
 *
 * @param enabled whether requests are counted at all
 * @param maxPeers how many peers are told apart; those beyond are {@code other}
 * @param maxRoutes how many routes are told apart
 * @param maxSeries how many combinations of peer, route and rule are told apart
 * @param routes templates of routes that no handler of this process names, such as those
 * that a gateway passes on; method and path as in a policy
 * @param tap who may watch, and how much
 */
@Validated
@ConfigurationProperties(prefix = "cosymesh.telemetry", ignoreUnknownFields = false)
record TelemetryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("100") @Min(1) @Max(1000) int maxPeers,
		@DefaultValue("200") @Min(1) @Max(1000) int maxRoutes, @DefaultValue("500") @Min(1) @Max(5000) int maxSeries,
		@DefaultValue List<@NotBlank String> routes, @NotNull @Valid @DefaultValue TapBounds tap) {

	TelemetryProperties {
		routes = List.copyOf(routes);
	}

	/**
	 * Configuration properties of the tap.
	 *
	 * @param watchers how many may watch at once; 0 for nobody
	 * @param maxRate how many requests a second are told to all of them together
	 */
	record TapBounds(@DefaultValue("8") @Min(0) @Max(64) int watchers,
			@DefaultValue("100") @Min(1) @Max(100) int maxRate) {

	}

}
