package io.cosymesh.mesh.telemetry;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which way a request goes.
 */
public enum Direction {

	/** Somebody calls this process. */
	@JsonProperty("inbound")
	INBOUND,
	/** This process calls somebody. */
	@JsonProperty("outbound")
	OUTBOUND;

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
