package io.cosymesh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files for Prometheus and Grafana ask for nothing that services don't export;
 * {@link OperatorIT} holds the list to what they do.
 */
class ObservabilityFilesTests {

	private static final Path FOLDER = Path.of("../k8s/observability");

	private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

	@Test
	void everyMetricOfARuleIsExported() throws IOException {
		List<JsonNode> rules = rules();
		assertThat(rules).hasSizeGreaterThan(15);
		assertThat(rules).allSatisfy((rule) -> assertThat(metrics(rule.path("expr").asString())).as(rule.toString())
			.isNotEmpty()
			.isSubsetOf(listed()));
	}

	@Test
	void everyMetricOfTheDashboardIsExported() throws IOException {
		List<String> expressions = dashboard().findValuesAsString("expr");
		assertThat(expressions).hasSizeGreaterThan(20);
		assertThat(expressions).allSatisfy(
				(expression) -> assertThat(metrics(expression)).as(expression).isNotEmpty().isSubsetOf(listed()));
	}

	@Test
	void nothingIsListedThatNobodyAsksFor() throws IOException {
		Set<String> asked = new TreeSet<>();
		rules().forEach((rule) -> asked.addAll(metrics(rule.path("expr").asString())));
		dashboard().findValuesAsString("expr").forEach((expression) -> asked.addAll(metrics(expression)));
		assertThat(listed()).isSubsetOf(asked);
	}

	@Test
	void everyAlertLeadsToADocument() throws IOException {
		assertThat(rules()).allSatisfy((rule) -> {
			String runbook = rule.path("annotations").path("runbook").asString();
			Path document = Path.of("..", runbook.replaceFirst("#.*", ""));
			assertThat(document).exists();
			if (runbook.contains("#")) {
				assertThat(headings(document)).contains(runbook.replaceFirst(".*#", ""));
			}
		});
	}

	private static List<String> headings(Path document) throws IOException {
		return Files.readAllLines(document)
			.stream()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
			.toList();
	}

	/** Returns the names in a query that are neither labels, strings nor functions. */
	private static Set<String> metrics(String query) {
		String bare = query.replaceAll("\"[^\"]*\"", "")
			.replaceAll("\\{[^}]*}", "")
			.replaceAll("\\[[^]]*]", "")
			.replaceAll("\\b(?:by|on|group_right|group_left|without)\\s*\\([^)]*\\)", "")
			.replaceAll("[a-z_]+\\s*\\(", "(")
			.replaceAll("\\b\\d[\\w.]*", "");
		return WORD.matcher(bare)
			.results()
			.map((found) -> found.group())
			.filter((word) -> !Set.of("and", "or", "unless", "by", "on").contains(word))
			.map((word) -> word.replaceFirst("_(bucket|count|sum)$", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> listed() {
		try {
			return Files.readAllLines(FOLDER.resolve("metrics.txt"))
				.stream()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
	}

	private static List<JsonNode> rules() throws IOException {
		Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
			.load(Files.readString(FOLDER.resolve("prometheus-rules.yaml")));
		List<JsonNode> rules = new ArrayList<>();
		ObjectNode root = JsonMapper.shared().valueToTree(yaml);
		root.path("groups").forEach((group) -> group.path("rules").forEach(rules::add));
		return rules;
	}

}
