package io.cosymesh.mesh.problem;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The name of one request, the same in every service it passes through.
 *
 * @param value 8 to 64 characters of {@code [A-Za-z0-9._-]}
 */
public record RequestId(String value) {

	/**
	 * The header that carries it between services and back to the caller.
	 */
	public static final String HEADER = "X-Request-Id";

	private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

	private static final String ATTRIBUTE = RequestId.class.getName();

	public RequestId {
		if (!SANE.matcher(value).matches()) {
			throw new IllegalArgumentException("A request id has 8 to 64 characters of [A-Za-z0-9._-]");
		}
	}

	/**
	 * Takes over what a caller sent, if it is fit for logs and headers.
	 * @param header value of the header, if any
	 * @return the id, empty if there is none or it isn't sane
	 */
	public static Optional<RequestId> parse(@Nullable String header) {
		return (header != null && SANE.matcher(header).matches()) ? Optional.of(new RequestId(header))
				: Optional.empty();
	}

	/**
	 * Returns the id of the request at hand.
	 * @param exchange the exchange
	 * @return its id, empty before the request got one
	 */
	public static Optional<RequestId> of(ServerWebExchange exchange) {
		RequestId id = exchange.getAttribute(ATTRIBUTE);
		return Optional.ofNullable(id);
	}

	/**
	 * Returns the id of the request on whose behalf reactive code runs.
	 * @param context context of the subscriber
	 * @return its id, empty outside of a request
	 */
	public static Optional<RequestId> of(ContextView context) {
		return context.getOrEmpty(RequestId.class);
	}

	void bindTo(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	Context bindTo(Context context) {
		return context.put(RequestId.class, this);
	}

}
