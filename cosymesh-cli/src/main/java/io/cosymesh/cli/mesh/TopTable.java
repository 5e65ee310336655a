package io.cosymesh.cli.mesh;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.cosymesh.cli.console.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that passed by, counted by who asked whom for what. Paths are counted by their
 * route, so that there are only so many rows.
 */
final class TopTable {

	private static final int MOST_ROWS = 500;

	private static final int FIRST_FAILURE = 500;

	private final Map<Key, Row> rows = new LinkedHashMap<>();

	// Both sides of a request tell of it; the one that was asked counts, if it was there.
	synchronized void add(JsonNode request) {
		if (request.path("direction").asString("").equals("outbound") && !request.path("error").isString()) {
			return;
		}
		Key key = Key.of(request);
		if (this.rows.size() < MOST_ROWS || this.rows.containsKey(key)) {
			int status = request.path("status").asInt(0);
			double millis = request.path("latencyMillis").asDouble(0);
			boolean good = status > 0 && status < FIRST_FAILURE;
			this.rows.merge(key, new Row(1, good ? 1 : 0, millis, millis, millis), Row::plus);
		}
	}

	synchronized Table table() {
		Table table = new Table("Source", "Destination", "Method", "Path", "Count", "Best", "Worst", "Last",
				"Success Rate")
			.numbers("Count", "Best", "Worst", "Last", "Success Rate")
			.paint("Success Rate", Figures::paintOfShare);
		busiest().forEach((entry) -> {
			Key key = entry.getKey();
			Row row = entry.getValue();
			table.add(List.of(key.source(), key.destination(), key.method(), key.path(), String.valueOf(row.count()),
					Figures.millis(row.best()), Figures.millis(row.worst()), Figures.millis(row.last()),
					String.format(Locale.ROOT, "%.2f%%", row.success() * 100)));
		});
		return table;
	}

	synchronized ArrayNode json() {
		ArrayNode array = JsonMapper.shared().createArrayNode();
		busiest().forEach((entry) -> {
			ObjectNode object = array.addObject();
			object.put("source", entry.getKey().source())
				.put("destination", entry.getKey().destination())
				.put("method", entry.getKey().method())
				.put("path", entry.getKey().path())
				.put("count", entry.getValue().count())
				.put("bestMillis", entry.getValue().best())
				.put("worstMillis", entry.getValue().worst())
				.put("lastMillis", entry.getValue().last())
				.put("success", entry.getValue().success());
		});
		return array;
	}

	private List<Map.Entry<Key, Row>> busiest() {
		return this.rows.entrySet()
			.stream()
			.sorted(Comparator.comparing((Map.Entry<Key, Row> entry) -> entry.getValue().count()).reversed())
			.toList();
	}

	private record Key(String source, String destination, String method, String path) {

		static Key of(JsonNode request) {
			String route = Figures.text(request.path("route"));
			String path = route.equals(Figures.NONE) ? Figures.text(request.path("path"))
					: route.substring(route.indexOf(' ') + 1);
			return new Key(Figures.text(request.path("source").path("service")),
					Figures.text(request.path("destination").path("service")), Figures.text(request.path("method")),
					path);
		}

	}

	private record Row(long count, long good, double best, double worst, double last) {

		Row plus(Row later) {
			return new Row(this.count + later.count, this.good + later.good, Math.min(this.best, later.best),
					Math.max(this.worst, later.worst), later.last);
		}

		double success() {
			return this.good / (double) this.count;
		}

	}

}
