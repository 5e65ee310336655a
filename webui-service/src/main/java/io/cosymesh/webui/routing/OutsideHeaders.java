package io.cosymesh.webui.routing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.http.HttpHeaders;

/**
 * Which headers pass between outside and the mesh. Requests pass by an allow-list: what
 * looks like an identity, a credential or a proxy's word can't get in under any spelling.
 */
final class OutsideHeaders {

	/** Who is calling, in a signed token; set by the gateway alone. */
	static final String CALLER = "X-CosyMesh-Caller";

	// A trace goes on in the header that the gateway's own call writes.
	private static final Set<String> INWARD = Set.of("accept", "accept-language", "content-type", "content-length",
			"content-encoding", "if-match", "if-none-match", "if-modified-since", "if-range", "range", "last-event-id",
			"transfer-encoding", "user-agent", "x-request-id");

	// The gateway says these itself, and what a peer says of its cookies or server is its
	// own affair.
	private static final Set<String> NOT_OUTWARD = Set.of("content-security-policy", "cross-origin-embedder-policy",
			"cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "referrer-policy",
			"server", "set-cookie", "strict-transport-security", "x-content-type-options", "x-frame-options",
			"x-request-id", "x-xss-protection");

	private OutsideHeaders() {
	}

	static void keepInward(HttpHeaders headers) {
		removeIf(headers, (name) -> !INWARD.contains(name));
	}

	static void keepOutward(HttpHeaders headers) {
		removeIf(headers, NOT_OUTWARD::contains);
	}

	private static void removeIf(HttpHeaders headers, Predicate<String> unwanted) {
		List.copyOf(headers.headerNames())
			.stream()
			.filter((name) -> unwanted.test(name.toLowerCase(Locale.ROOT)))
			.forEach(headers::remove);
	}

}
