package io.cosymesh.cli.mesh;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Paint;
import io.cosymesh.cli.console.PlainText;
import tools.jackson.databind.JsonNode;

/**
 * A request that passed by, on one line of {@code key=value}.
 */
final class TapLine {

	private TapLine() {
	}

	static String of(JsonNode request, boolean wide, Console console) {
		StringBuilder line = new StringBuilder();
		add(line, "time", Figures.text(request.path("time")));
		add(line, "proxy", direction(request));
		add(line, "src", party(request.path("source")));
		add(line, "dst", party(request.path("destination")));
		add(line, ":method", Figures.text(request.path("method")));
		add(line, ":path", Figures.text(request.path("path")));
		String status = Figures.text(request.path("status"));
		addClean(line, ":status", console.paint(paintOf(status), PlainText.of(status)));
		add(line, "latency", Figures.millis(request.path("latencyMillis")));
		add(line, "duration", Figures.millis(request.path("durationMillis")));
		addDecision(line, request, console);
		if (wide) {
			add(line, "service", Figures.text(request.path("service")));
			add(line, "instance", Figures.text(request.path("instance")));
			add(line, "protocol", Figures.text(request.path("protocol")));
			add(line, "route", quoted(request.path("route")));
			add(line, "request-length", Figures.bytes(request.path("requestBytes")));
			add(line, "response-length", Figures.bytes(request.path("responseBytes")));
			add(line, "trace", Figures.text(request.path("traceId")));
		}
		if (!request.path("error").asString("").isEmpty()) {
			add(line, "error", quoted(request.path("error")));
		}
		return line.toString();
	}

	private static void addDecision(StringBuilder line, JsonNode request, Console console) {
		String outcome = PlainText.of(Figures.text(request.path("outcome")));
		addClean(line, "authz", console.paint(outcome.equals("allowed") ? Paint.PLAIN : Paint.RED, outcome));
		add(line, "rule", Figures.text(request.path("rule")));
		if (!request.path("reason").asString("").isEmpty()) {
			add(line, "reason", Figures.text(request.path("reason")));
		}
	}

	private static void add(StringBuilder line, String key, String value) {
		addClean(line, key, PlainText.of(value));
	}

	private static void addClean(StringBuilder line, String key, String value) {
		line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(value);
	}

	private static String direction(JsonNode request) {
		return switch (request.path("direction").asString("")) {
			case "inbound" -> "in";
			case "outbound" -> "out";
			default -> Figures.NONE;
		};
	}

	static String party(JsonNode party) {
		String id = Figures.text(party.path("id"));
		return id.equals(Figures.NONE) ? Figures.text(party.path("service")) : id;
	}

	private static String quoted(JsonNode text) {
		String value = Figures.text(text);
		return value.equals(Figures.NONE) ? value : '"' + value.replace('"', '\'') + '"';
	}

	private static Paint paintOf(String status) {
		return switch (status.charAt(0)) {
			case '2', '3', '1' -> Paint.GREEN;
			case '4' -> Paint.YELLOW;
			case '5' -> Paint.RED;
			default -> Paint.PLAIN;
		};
	}

}
