package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.cosymesh.cli.check.Observation.ObservedService;
import tools.jackson.databind.JsonNode;

/**
 * Adds what services complain of themselves to what was looked at from outside. What is
 * well with them shows from outside, too.
 */
final class OwnChecks {

	private OwnChecks() {
	}

	static List<Category> add(List<Category> categories, List<ObservedService> services) {
		Map<String, List<Check>> all = new LinkedHashMap<>();
		categories.forEach((category) -> all.put(category.name(), new ArrayList<>(category.checks())));
		for (ObservedService service : services) {
			for (JsonNode category : service.checks().json().path("categories")) {
				List<Check> checks = all.computeIfAbsent(name(category), (_) -> new ArrayList<>());
				category.path("checks")
					.values()
					.stream()
					.map((check) -> of(service.name(), check))
					.filter((check) -> check.result() != Result.SUCCESS)
					.forEach(checks::add);
			}
		}
		return all.entrySet()
			.stream()
			.filter((category) -> !category.getValue().isEmpty())
			.map((category) -> new Category(category.getKey(), category.getValue()))
			.toList();
	}

	private static String name(JsonNode category) {
		String name = category.path("name").asString("data plane").replace('-', ' ');
		return name.equals("readiness") ? "deployment" : name;
	}

	private static Check of(String service, JsonNode check) {
		String description = check.path("description").asString("?");
		return new Check(description.contains(service) ? description : service + ": " + description,
				Result.of(check.path("result").asString("error")), check.path("detail").asString(""),
				check.path("hint").asString(""), check.path("doc").asString(""));
	}

}
