package io.cosymesh.cli.workloadkey;

import java.util.List;

import tools.jackson.databind.JsonNode;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Table;

/**
 * Keys as the CA lists them, in columns.
 */
final class KeyTable {

	static final String ROUTE = "/v1/admin/workload-keys";

	private static final List<String> FIELDS = List.of("namespace", "serviceAccount", "thumbprint", "algorithm",
			"source", "registeredAt", "removedAt");

	private KeyTable() {
	}

	static void print(JsonNode listing, Console console) {
		Table table = new Table("NAMESPACE", "SERVICE ACCOUNT", "THUMBPRINT", "ALGORITHM", "SOURCE", "REGISTERED",
				"REMOVED");
		for (JsonNode key : listing.path("keys")) {
			table.add(FIELDS.stream().map((field) -> key.path(field).asString("-")).toList());
		}
		table.print(console);
	}

}
