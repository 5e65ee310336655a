package io.cosymesh.webui.mesh;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came of asking one process of a service.
 *
 * @param row who was asked, and whether it answered
 * @param body what it said, {@code null} if it didn't
 * @param certificateExpiry when the certificate expires that it proved itself with
 */
record ServiceAnswer(Row row, @Nullable JsonNode body, @Nullable Instant certificateExpiry) {

	static ServiceAnswer of(String service, String address, JsonNode body, @Nullable Instant certificateExpiry) {
		String instance = body.path("instance").asString(address);
		return new ServiceAnswer(new Row(service, instance, address, State.OK, null), body, certificateExpiry);
	}

	static ServiceAnswer unreachable(String service, String address, Trouble trouble) {
		return new ServiceAnswer(new Row(service, address, address, State.UNREACHABLE, trouble), null, null);
	}

	/**
	 * A process of a service.
	 *
	 * @param service its short name
	 * @param instance what the process calls itself
	 * @param address where it was asked
	 * @param state whether it answered
	 * @param error why it didn't
	 */
	record Row(String service, String instance, String address, State state,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Trouble error) {

	}

	/**
	 * Whether somebody answered.
	 */
	enum State {

		/** It did. */
		@JsonProperty("ok")
		OK,
		/** It didn't. */
		@JsonProperty("unreachable")
		UNREACHABLE

	}

}
