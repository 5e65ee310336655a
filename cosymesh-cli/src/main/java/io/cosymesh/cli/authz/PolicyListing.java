package io.cosymesh.cli.authz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.OutputFormat;
import io.cosymesh.cli.console.Table;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.operator.MeshServers;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints the policies in force, a line for each route of each rule.
 */
final class PolicyListing {

	@Option(names = "--to", paramLabel = "SERVICE", description = "Only what this service allows")
	@Nullable String to;

	@Mixin
	OutputFormat format = new OutputFormat();

	void print(Workspace workspace, Console console) {
		boolean json = this.format.isJson();
		List<MeshService> services = (this.to != null) ? List.of(MeshServers.named(this.to)) : MeshServers.all();
		Map<String, JsonNode> policies = new LinkedHashMap<>();
		List<String> silent = new ArrayList<>();
		try (MeshContext context = Contexts.open(workspace)) {
			ask(services, MeshServers.attest(context), policies, silent);
		}
		if (json) {
			console.print(JsonMapper.shared().writeValueAsString(Map.of("policies", policies.values())));
		}
		else {
			table(policies).print(console);
		}
		if (!silent.isEmpty()) {
			throw CommandFailure.unavailable(String.join("; ", silent));
		}
	}

	private static void ask(List<MeshService> services, MeshServers servers, Map<String, JsonNode> policies,
			List<String> silent) {
		for (MeshService service : services) {
			try {
				policies.put(service.serviceAccount(), servers.policy(service));
			}
			catch (CommandFailure ex) {
				if (services.size() == 1) {
					throw ex;
				}
				silent.add(String.valueOf(ex.getMessage()));
			}
		}
	}

	static Table table(Map<String, JsonNode> policies) {
		Table table = new Table("ROUTE", "SERVER", "RULE", "CALLERS", "MODE", "ALLOWED", "DENIED").numbers("ALLOWED",
				"DENIED");
		policies.forEach((server, policy) -> {
			Callers callers = Callers.of(policy);
			for (JsonNode rule : policy.path("rules")) {
				addRule(table, server, rule, callers);
			}
			table.add(List.of("(any other)", server, "-", "-", policy.path("mode").asString(), "-",
					count(policy.path("unmatched").path("denied"))));
		});
		return table;
	}

	// Counts belong to the rule, so they stand once, beside its first route.
	private static void addRule(Table table, String server, JsonNode rule, Callers callers) {
		boolean first = true;
		for (JsonNode route : rule.path("routes")) {
			table.add(List.of(route.asString(), server, rule.path("name").asString(), callers.list(rule),
					rule.path("mode").asString(), first ? count(rule.path("allowed")) : "",
					first ? count(rule.path("denied")) : ""));
			first = false;
		}
	}

	private static String count(JsonNode number) {
		return number.isNumber() ? number.asString() : "-";
	}

}
