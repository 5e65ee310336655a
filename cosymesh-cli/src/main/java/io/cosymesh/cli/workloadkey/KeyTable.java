package io.cosymesh.cli.workloadkey;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import io.cosymesh.cli.console.Console;

/**
 * Keys as the CA lists them, in columns.
 */
final class KeyTable {

	static final String ROUTE = "/v1/admin/workload-keys";

	private static final List<String> TITLES = List.of("NAMESPACE", "SERVICE ACCOUNT", "THUMBPRINT", "ALGORITHM",
			"SOURCE", "REGISTERED", "REMOVED");

	private static final List<String> FIELDS = List.of("namespace", "serviceAccount", "thumbprint", "algorithm",
			"source", "registeredAt", "removedAt");

	private KeyTable() {
	}

	static void print(JsonNode listing, Console console) {
		List<List<String>> rows = new ArrayList<>(List.of(TITLES));
		for (JsonNode key : listing.path("keys")) {
			rows.add(FIELDS.stream().map((field) -> key.path(field).asString("-")).toList());
		}
		for (List<String> row : rows) {
			StringBuilder line = new StringBuilder();
			for (int column = 0; column < row.size(); column++) {
				line.append(("%-" + (width(rows, column) + 2) + "s").formatted(row.get(column)));
			}
			console.print(line.toString().stripTrailing());
		}
	}

	private static int width(List<List<String>> rows, int column) {
		return rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

}
