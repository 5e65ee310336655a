package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something that was refused, or would be.
 *
 * @param time when
 * @param service who refused it
 * @param instance which of its processes
 * @param source who wanted it; of a handshake, who the certificate says they are
 * @param remoteAddress where they came from, for handshakes without a certificate
 * @param method the method
 * @param path the path, without its query
 * @param route the route of the rule
 * @param rule the rule that decided
 * @param reason why, in kebab case
 * @param stage how far it came
 * @param detail why, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Denial(Instant time, String service, String instance, Workload source, @Nullable String remoteAddress,
		@Nullable String method, @Nullable String path, @Nullable String route, @Nullable String rule, String reason,
		Stage stage, String detail) {

	/**
	 * How far something came.
	 */
	public enum Stage {

		/** The handshake. */
		@JsonProperty("handshake")
		HANDSHAKE,
		/** A request. */
		@JsonProperty("request")
		REQUEST;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
