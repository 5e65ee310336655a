package io.cosymesh.cli.mesh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Which requests are watched; the services leave out the others themselves.
 */
final class TapFilter {

	private static final int FASTEST = 100;

	private static final Pattern STATUS = Pattern.compile("[1-5](\\d\\d|xx)");

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "Only what this service sees (default: all)")
	@Nullable String service;

	@Option(names = "--source", paramLabel = "NAME", description = "Only from this workload: its name or SPIFFE ID")
	@Nullable String source;

	@Option(names = "--destination", paramLabel = "NAME", description = "Only to this workload: its name or SPIFFE ID")
	@Nullable String destination;

	@Option(names = "--method", paramLabel = "METHOD", description = "Only with this method")
	@Nullable String method;

	@Option(names = "--path", paramLabel = "PREFIX", description = "Only paths that begin with this")
	@Nullable String path;

	@Option(names = "--route", paramLabel = "ROUTE", description = "Only this route, such as \"POST /v1/synthesize\"")
	@Nullable String route;

	@Option(names = "--status", paramLabel = "STATUS", description = "Only this status: 403, or 5xx for all of a kind")
	@Nullable String status;

	@Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only allowed, would-deny or denied requests")
	@Nullable String outcome;

	@Option(names = "--max-rps", paramLabel = "N", defaultValue = "100",
			description = "At most this many requests per second, 1 to 100 (default: 100); the rest is counted")
	int maxRps = FASTEST;

	Map<String, String> terms() {
		if (this.service != null) {
			MeshService.named(this.service);
		}
		if (this.maxRps < 1 || this.maxRps > FASTEST) {
			throw CommandFailure.usage("--max-rps must be between 1 and " + FASTEST);
		}
		if (this.status != null && !STATUS.matcher(this.status).matches()) {
			throw CommandFailure.usage("--status must be a status such as 403, or a kind such as 5xx");
		}
		Map<String, String> terms = new LinkedHashMap<>();
		put(terms, "service", this.service);
		put(terms, "source", this.source);
		put(terms, "destination", this.destination);
		put(terms, "method", this.method);
		put(terms, "path", this.path);
		put(terms, "route", this.route);
		put(terms, "status", this.status);
		put(terms, "outcome", this.outcome);
		terms.put("maxRate", String.valueOf(this.maxRps));
		return terms;
	}

	private static void put(Map<String, String> terms, String name, @Nullable String value) {
		if (value != null) {
			terms.put(name, value);
		}
	}

}
