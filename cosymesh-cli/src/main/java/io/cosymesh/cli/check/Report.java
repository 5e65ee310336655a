package io.cosymesh.cli.check;

import java.util.List;
import java.util.stream.Stream;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Paint;
import io.cosymesh.cli.console.PlainText;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that was looked at.
 *
 * @param categories the checks by what they are about
 */
record Report(List<Category> categories) {

	Report {
		categories = List.copyOf(categories);
	}

	boolean success() {
		return checks().noneMatch((check) -> check.result() == Result.ERROR);
	}

	private Stream<Check> checks() {
		return this.categories.stream().flatMap((category) -> category.checks().stream());
	}

	List<String> faults() {
		return checks().filter((check) -> check.result() == Result.ERROR).map(Check::description).toList();
	}

	void print(Console console) {
		for (Category category : this.categories) {
			console.print(console.paint(Paint.BOLD, category.name()));
			console.print("-".repeat(category.name().length()));
			category.checks().forEach((check) -> print(check, console));
			console.print("");
		}
		Result worst = success() ? Result.SUCCESS : Result.ERROR;
		console.print("Status check results are " + console.paint(worst.paint(), worst.sign()));
	}

	private static void print(Check check, Console console) {
		console.print("%s %s".formatted(console.paint(check.result().paint(), check.result().sign()),
				PlainText.of(check.description())));
		Stream.of(check.detail(), check.hint())
			.filter((line) -> !line.isEmpty() && check.result() != Result.SUCCESS)
			.forEach((line) -> console.print("    " + PlainText.of(line)));
		if (!check.doc().isEmpty()) {
			console.print("    see %s for hints".formatted(PlainText.of(check.doc())));
		}
	}

	/** Writes the shape that Linkerd's check has, and a link beside it. */
	String json() {
		ObjectNode root = JsonMapper.shared().createObjectNode().put("success", success());
		ArrayNode all = root.putArray("categories");
		for (Category category : this.categories) {
			ArrayNode checks = all.addObject().put("categoryName", category.name()).putArray("checks");
			for (Check check : category.checks()) {
				ObjectNode object = checks.addObject().put("description", check.description());
				put(object, "hint", check.hint());
				put(object, "error", (check.result() == Result.SUCCESS) ? "" : check.detail());
				put(object, "detail", (check.result() == Result.SUCCESS) ? check.detail() : "");
				put(object, "doc", check.doc());
				object.put("result", check.result().word());
			}
		}
		return root.toPrettyString();
	}

	private static void put(ObjectNode object, String name, String value) {
		if (!value.isEmpty()) {
			object.put(name, value);
		}
	}

}
