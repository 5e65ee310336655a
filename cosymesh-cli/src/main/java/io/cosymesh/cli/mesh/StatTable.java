package io.cosymesh.cli.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.cosymesh.cli.console.Table;
import tools.jackson.databind.JsonNode;

/**
 * A line for each route of each service, and each peer that calls it or is called.
 */
final class StatTable {

	private StatTable() {
	}

	static Table of(JsonNode answer, boolean inbound, boolean wide, Predicate<JsonNode> wanted) {
		List<String> titles = new ArrayList<>(List.of("NAME", inbound ? "CLIENT" : "SERVER", "ROUTE", "SUCCESS", "RPS",
				"LATENCY_P50", "LATENCY_P95", "LATENCY_P99"));
		if (wide) {
			titles.addAll(List.of("REQUESTS", "FAILURES", "DENIED"));
			titles.addAll(inbound ? List.of("RULE", "INSTANCE") : List.of("RETRIES", "TIMEOUTS", "INSTANCE"));
		}
		Table table = new Table(titles)
			.numbers("SUCCESS", "RPS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99", "REQUESTS", "FAILURES", "DENIED",
					"RETRIES", "TIMEOUTS")
			.paint("SUCCESS", Figures::paintOfShare);
		String direction = inbound ? "inbound" : "outbound";
		for (JsonNode route : answer.path("routes")) {
			if (route.path("direction").asString("").equals(direction) && wanted.test(route)) {
				table.add(row(route, inbound, wide));
			}
		}
		return table;
	}

	private static List<String> row(JsonNode route, boolean inbound, boolean wide) {
		List<String> cells = new ArrayList<>(
				List.of(Figures.text(route.path("service")), Figures.text(route.path("peer").path("service")),
						Figures.text(route.path("route")), Figures.share(route.path("success")),
						Figures.perSecond(route.path("requestsPerSecond")), Figures.millis(route.path("p50Millis")),
						Figures.millis(route.path("p95Millis")), Figures.millis(route.path("p99Millis"))));
		if (wide) {
			cells.addAll(List.of(Figures.text(route.path("requests")), Figures.text(route.path("failures")),
					Figures.text(route.path("denied"))));
			cells.addAll(inbound ? List.of(Figures.text(route.path("rule")))
					: List.of(Figures.text(route.path("retries")), Figures.text(route.path("timeouts"))));
			cells.add(Figures.text(route.path("instance")));
		}
		return cells;
	}

}
