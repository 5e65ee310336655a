package io.cosymesh.cli.mesh;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.console.Paint;
import io.cosymesh.cli.console.Table;
import tools.jackson.databind.JsonNode;

/**
 * A line for each pair of workloads that talk.
 */
final class EdgesTable {

	private static final String SECURED = "√";

	private EdgesTable() {
	}

	static Table of(JsonNode answer, boolean wide) {
		List<String> titles = new ArrayList<>(List.of("SRC", "DST", "SRC_NS", "DST_NS"));
		if (wide) {
			titles.addAll(List.of("CLIENT_ID", "SERVER_ID"));
		}
		titles.addAll(List.of("SECURED", "SUCCESS", "RPS", "DENIED"));
		if (wide) {
			titles.addAll(List.of("TLS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99", "FAILURES", "CONNECTIONS",
					"LAST_SEEN"));
		}
		Table table = new Table(titles)
			.numbers("SUCCESS", "RPS", "DENIED", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99", "FAILURES", "CONNECTIONS")
			.paint("SECURED", (cell) -> cell.equals(SECURED) ? Paint.GREEN : Paint.YELLOW)
			.paint("SUCCESS", Figures::paintOfShare);
		Instant now = Instant.parse(answer.path("time").asString("1970-01-01T00:00:00Z"));
		answer.path("edges").forEach((edge) -> table.add(row(edge, wide, now)));
		return table;
	}

	private static List<String> row(JsonNode edge, boolean wide, Instant now) {
		JsonNode source = edge.path("source");
		JsonNode destination = edge.path("destination");
		List<String> cells = new ArrayList<>(List.of(Figures.text(source.path("service")),
				Figures.text(destination.path("service")), namespace(source), namespace(destination)));
		if (wide) {
			cells.addAll(List.of(Figures.text(source.path("id")), Figures.text(destination.path("id"))));
		}
		JsonNode secured = edge.path("secured");
		cells.addAll(List.of(secured.isObject() ? SECURED : Figures.NONE, Figures.share(edge.path("success")),
				Figures.perSecond(edge.path("requestsPerSecond")), Figures.text(edge.path("denied"))));
		if (wide) {
			cells.addAll(List.of(tls(secured), Figures.millis(edge.path("p50Millis")),
					Figures.millis(edge.path("p95Millis")), Figures.millis(edge.path("p99Millis")),
					Figures.text(edge.path("failures")), Figures.text(edge.path("connections")),
					Figures.distance(edge.path("lastSeen"), now)));
		}
		return cells;
	}

	private static String tls(JsonNode secured) {
		return secured.isObject() ? "%s %s %s".formatted(Figures.text(secured.path("protocol")),
				Figures.text(secured.path("cipher")), Figures.text(secured.path("group"))) : Figures.NONE;
	}

	static String namespace(JsonNode party) {
		String id = party.path("id").asString("");
		int begin = id.indexOf("/ns/");
		int end = id.indexOf("/sa/");
		return (begin > 0 && end > begin) ? id.substring(begin + 4, end) : Figures.NONE;
	}

}
