package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of trying a call again.
 *
 * @param max how many times after the first
 * @param when after what: {@code connect} (the peer never saw the request), {@code reset}
 * (the connection broke before an answer), {@code timeout} (no first byte in time), or a
 * status of 500 to 599; all but the first for methods that may be repeated only
 * @param budget how many retries all calls to the peer have together
 */
public record RetryProperties(@Min(0) @Max(10) @DefaultValue("2") int max, @NotNull @DefaultValue( {
		"connect", "reset", "502", "503" }) List<String> when, @NotNull @Valid @DefaultValue Budget budget){

	/**
	 * Configuration properties of the budget.
	 *
	 * @param ratio share of the calls that may be tried again
	 * @param minPerSecond retries there are each second however few calls there are
	 * @param ttl how long a call counts
	 */
	public record Budget(@DecimalMin("0") @DecimalMax("1") @DefaultValue("0.2") double ratio,
			@Min(0) @DefaultValue("10") int minPerSecond, @NotNull @DefaultValue("10s") Duration ttl) {

	}

}
