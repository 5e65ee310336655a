package io.cosymesh.mesh.telemetry;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;

/**
 * What somebody wants to see. What isn't said matches everything.
 *
 * @param source service or SPIFFE ID of who called
 * @param destination service or SPIFFE ID of who was called
 * @param method the method
 * @param path what the path begins with
 * @param route the route
 * @param status a status, or a class such as {@code 5xx}
 * @param outcome what was decided
 * @param maxRate how many requests a second
 * @param headers whether to show harmless headers
 */
public record TapFilter(@Nullable String source, @Nullable String destination, @Nullable String method,
		@Nullable String path, @Nullable String route, @Nullable String status, @Nullable String outcome, int maxRate,
		boolean headers) {

	/** How many requests a second anybody may see at most. */
	public static final int MOST = 100;

	private static final Pattern STATUS = Pattern.compile("[1-5](?:\\d\\d|xx)");

	private static final int LONGEST = 400;

	public TapFilter {
		if (status != null && !STATUS.matcher(status).matches()) {
			throw ProblemException.invalidField("status", "invalid-field",
					"'status' is a code such as 503 or a class such as 5xx");
		}
		if (outcome != null && !outcome.matches("allowed|would-deny|denied")) {
			throw ProblemException.invalidField("outcome", "invalid-field",
					"'outcome' is allowed, would-deny or denied");
		}
		if (maxRate < 1 || maxRate > MOST) {
			throw ProblemException.invalidField("maxRate", "invalid-field", "'maxRate' is a number from 1 to 100");
		}
	}

	/**
	 * Reads a filter out of a query.
	 * @param query the parameters of a request
	 * @return the filter
	 */
	public static TapFilter of(MultiValueMap<String, String> query) {
		return new TapFilter(text(query, "source"), text(query, "destination"), text(query, "method"),
				text(query, "path"), text(query, "route"), text(query, "status"), text(query, "outcome"), rate(query),
				"true".equals(query.getFirst("headers")));
	}

	private static @Nullable String text(MultiValueMap<String, String> query, String name) {
		String value = query.getFirst(name);
		if (value != null && value.length() > LONGEST) {
			throw ProblemException.invalidField(name, "invalid-field",
					"'%s' has more than %d characters".formatted(name, LONGEST));
		}
		return StringUtils.hasText(value) ? value : null;
	}

	private static int rate(MultiValueMap<String, String> query) {
		try {
			return Optional.ofNullable(text(query, "maxRate")).map(Integer::parseInt).orElse(MOST);
		}
		catch (NumberFormatException _) {
			return 0;
		}
	}

	/**
	 * Says whether an event is wanted.
	 * @param event the event
	 * @return whether it is
	 */
	public boolean matches(TapEvent event) {
		return matches(this.source, event.source()) && matches(this.destination, event.destination())
				&& (this.method == null || this.method.equals(event.method()))
				&& (this.path == null || event.path().startsWith(this.path))
				&& (this.route == null || this.route.equals(event.route())) && matchesStatus(event.status())
				&& (this.outcome == null || this.outcome.equals(event.outcome()));
	}

	private static boolean matches(@Nullable String wanted, Workload workload) {
		return wanted == null || wanted.equals(workload.service()) || wanted.equals(workload.id());
	}

	private boolean matchesStatus(@Nullable Integer actual) {
		if (this.status == null) {
			return true;
		}
		if (actual == null) {
			return false;
		}
		return this.status.endsWith("xx") ? actual / 100 == this.status.charAt(0) - '0'
				: this.status.equals(actual.toString());
	}

}
