package io.cosymesh.mesh.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.http.HttpMethod;

/**
 * Finds the rows that were asked for before by what a request has at hand, with nothing
 * put together: templates and rules are the same strings each time.
 */
final class RecentRows {

	/** More than there are routes in any program; what goes beyond is looked up anew. */
	private static final int MOST = 256;

	private final Map<Asked, TrafficRow> rows = new ConcurrentHashMap<>();

	/**
	 * Returns the row of a request.
	 * @param method its method
	 * @param template the template of its path
	 * @param rule the rule that decided
	 * @param observing whether it only asks what goes on
	 * @param row finds it the first time
	 */
	TrafficRow of(HttpMethod method, String template, String rule, boolean observing, Supplier<TrafficRow> row) {
		Asked asked = new Asked(method, template, rule, observing);
		TrafficRow known = this.rows.get(asked);
		if (known != null) {
			return known;
		}
		TrafficRow found = row.get();
		if (this.rows.size() < MOST) {
			this.rows.put(asked, found);
		}
		return found;
	}

	private record Asked(HttpMethod method, String template, String rule, boolean observing) {

	}

}
