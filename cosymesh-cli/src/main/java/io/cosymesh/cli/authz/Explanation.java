package io.cosymesh.cli.authz;

import java.util.List;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Table;
import tools.jackson.databind.JsonNode;

/**
 * What a service says about a request, in words.
 */
final class Explanation {

	private final JsonNode answer;

	private final Callers callers;

	Explanation(JsonNode answer) {
		this.answer = answer;
		this.callers = Callers.of(answer);
	}

	boolean letsThrough() {
		return this.answer.path("inForce").path("letsThrough").asBoolean(false);
	}

	void print(Console console) {
		JsonNode inForce = this.answer.path("inForce");
		line(console, "FROM", text("caller"));
		line(console, "TO",
				"%s, policy generation %s, mode %s".formatted(text("service"), text("generation"), text("mode")));
		line(console, "REQUEST", text("method") + " " + text("path"));
		line(console, "HANDSHAKE", handshake(inForce));
		line(console, "DECISION", decision(inForce));
		line(console, "IN AUDIT", inAudit(this.answer.path("audited")));
		if (!this.answer.path("rules").isEmpty()) {
			console.print("");
			rules().print(console);
		}
	}

	private Table rules() {
		Table table = new Table("RULE", "ROUTE", "CALLERS", "MODE", "THIS CALLER");
		for (JsonNode rule : this.answer.path("rules")) {
			table.add(List.of(rule.path("name").asString(), rule.path("route").asString(), this.callers.list(rule),
					rule.path("mode").asString(), rule.path("admits").asBoolean(false) ? "allowed" : "not allowed"));
		}
		return table;
	}

	private static String handshake(JsonNode verdict) {
		return switch (verdict.path("handshake").asString()) {
			case "passes" -> "passes";
			case "not-admitted" -> "refused: no rule allows this caller anything";
			case "unknown-trust-domain" -> "refused: the service holds no trust bundle of the caller's trust domain";
			case String other -> other;
		};
	}

	private static String decision(JsonNode verdict) {
		String rule = verdict.path("rule").asString("-");
		String route = verdict.path("route").asString("-");
		return switch (verdict.path("outcome").asString()) {
			case "allowed" -> "allowed by rule %s, route %s".formatted(rule, route);
			case "would-deny" -> "let through by an audit; enforced, it would be denied: " + reason(verdict);
			case String denied -> "%s: %s".formatted(denied, reason(verdict));
		};
	}

	private static String inAudit(JsonNode verdict) {
		if (!verdict.path("letsThrough").asBoolean(false)) {
			return "refused as well: "
					+ (verdict.path("handshake").asString().equals("passes") ? reason(verdict) : "at the handshake");
		}
		return verdict.path("outcome").asString().equals("allowed") ? "allowed as well"
				: "let through, and logged as would-deny";
	}

	private static String reason(JsonNode verdict) {
		return switch (verdict.path("reason").asString()) {
			case "path-not-normal" ->
				"the path can be read in two ways (an empty, dot or needlessly encoded segment, or ';'): no rule is asked";
			case "no-rule" -> "no rule has this route";
			case "caller-not-allowed" -> "rule %s has the route %s, but not for this caller"
				.formatted(verdict.path("rule").asString(), verdict.path("route").asString());
			case String other -> other;
		};
	}

	private String text(String field) {
		return this.answer.path(field).asString("-");
	}

	private static void line(Console console, String title, String text) {
		console.print("%-9s  %s".formatted(title, text));
	}

}
