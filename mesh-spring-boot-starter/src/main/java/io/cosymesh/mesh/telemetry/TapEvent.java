package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, as the tap tells it: no query, no body, and no header but
 * those of {@link ShownHeaders}.
 *
 * @param id number of the event, unique within its process
 * @param time when the request began
 * @param service who tells
 * @param instance which of its processes
 * @param direction whether it was called or called
 * @param source who called
 * @param destination who was called
 * @param protocol {@code h2} or {@code http/1.1}
 * @param method the method
 * @param route method and template of the path
 * @param path the path, the template's in place of what somebody may have written
 * @param status status of the answer, {@code null} if there was none
 * @param latencyMillis time to the first byte of the answer
 * @param durationMillis time to its last
 * @param requestBytes length of the request as it was announced
 * @param responseBytes length of the answer
 * @param outcome {@code allowed}, {@code would-deny} or {@code denied}
 * @param rule the rule that decided, {@code -} if none did
 * @param reason why it wasn't allowed
 * @param traceId trace id of a W3C trace
 * @param requestHeaders harmless headers, for those who asked for them
 * @param error what broke it off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TapEvent(String id, Instant time, String service, String instance, Direction direction, Workload source,
		Workload destination, String protocol, String method, String route, String path, @Nullable Integer status,
		@Nullable Double latencyMillis, double durationMillis, @Nullable Long requestBytes, long responseBytes,
		String outcome, String rule, @Nullable String reason, @Nullable String traceId,
		@Nullable Map<String, String> requestHeaders, @Nullable String error) {

	static final String ALLOWED = "allowed";

	static final String DENIED = "denied";

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	TapEvent with(String instance, String id, @Nullable Map<String, String> headers) {
		return new TapEvent(id, this.time, this.service, instance, this.direction, this.source, this.destination,
				this.protocol, this.method, this.route, this.path, this.status, this.latencyMillis, this.durationMillis,
				this.requestBytes, this.responseBytes, this.outcome, this.rule, this.reason, this.traceId, headers,
				this.error);
	}

	/**
	 * Puts an event together.
	 */
	static final class Builder {

		private final Instant time;

		private final Direction direction;

		private final Workload source;

		private final Workload destination;

		private String protocol = "";

		private String method = "";

		private String route = "";

		private String path = "";

		private @Nullable Integer status;

		private @Nullable Double latency;

		private double duration;

		private @Nullable Long requestBytes;

		private long responseBytes;

		private String outcome = ALLOWED;

		private String rule = "";

		private @Nullable String reason;

		private @Nullable String traceId;

		private @Nullable String error;

		Builder(Instant time, Direction direction, Workload source, Workload destination) {
			this.time = time;
			this.direction = direction;
			this.source = source;
			this.destination = destination;
		}

		Builder request(String protocol, String method, String route, String path) {
			this.protocol = protocol;
			this.method = method;
			this.route = route;
			this.path = path;
			return this;
		}

		Builder answer(int status, long firstByteNanos, long nanos, @Nullable String error) {
			this.status = (status > 0) ? (Integer) status : null;
			this.latency = (firstByteNanos >= 0) ? (Double) (firstByteNanos / NANOS_PER_MILLI) : null;
			this.duration = nanos / NANOS_PER_MILLI;
			this.error = error;
			return this;
		}

		Builder bytes(long announced, long sent) {
			this.requestBytes = (announced >= 0) ? (Long) announced : null;
			this.responseBytes = sent;
			return this;
		}

		Builder decided(String outcome, String rule, @Nullable String reason) {
			this.outcome = outcome;
			this.rule = rule;
			this.reason = reason;
			return this;
		}

		Builder trace(@Nullable String traceId) {
			this.traceId = traceId;
			return this;
		}

		TapEvent build() {
			String service = ((this.direction == Direction.INBOUND) ? this.destination : this.source).service();
			return new TapEvent("", this.time, service, "", this.direction, this.source, this.destination,
					this.protocol, this.method, this.route, this.path, this.status, this.latency, this.duration,
					this.requestBytes, this.responseBytes, this.outcome, this.rule, this.reason, this.traceId, null,
					this.error);
		}

	}

}
