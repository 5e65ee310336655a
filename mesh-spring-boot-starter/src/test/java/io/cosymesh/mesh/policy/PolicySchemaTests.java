package io.cosymesh.mesh.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The schema that editors use and the reader that services use say yes and no to the same
 * files.
 */
class PolicySchemaTests {

	private static final Path ROOT = Path.of("..");

	private static final Schema SCHEMA = schema();

	private static final PolicyReader READER = new PolicyReader(
			new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "self"), List.of());

	private final long seed = new Random().nextLong();

	private final RandomGenerator random = new Random(this.seed);

	@ParameterizedTest
	@MethodSource("samples")
	void sampleSuitsSchemaAndReader(Path sample) throws IOException {
		String yaml = Files.readString(sample);
		assertThat(complaints(yaml)).isEmpty();
		assertThat(isRead(yaml)).isTrue();
	}

	static Stream<Path> samples() throws IOException {
		return Files.list(ROOT.resolve("examples/policies"))
			.filter((file) -> file.getFileName().toString().contains("policy"));
	}

	@ParameterizedTest
	@MethodSource("services")
	void policyOfAServiceSuitsSchemaAndReader(Path service) throws IOException {
		String yaml = policyIn(service);
		assertThat(complaints(yaml)).isEmpty();
		assertThat(isRead(yaml)).isTrue();
	}

	static Stream<Path> services() throws IOException {
		List<Path> services;
		try (Stream<Path> modules = Files.list(ROOT)) {
			services = modules.map((module) -> module.resolve("src/main/resources/application.yaml"))
				.filter((file) -> Files.exists(file) && policyIn(file) != null)
				.toList();
		}
		assertThat(services).hasSizeGreaterThanOrEqualTo(4);
		return services.stream();
	}

	@ParameterizedTest
	@MethodSource("badByShape")
	void schemaComplainsOfWhatTheReaderRefuses(String yaml) {
		assertThat(complaints(yaml)).isNotEmpty();
		assertThat(isRead(yaml)).isFalse();
	}

	static Stream<String> badByShape() {
		return BadPolicies.byShape().map(BadPolicies.Bad::yaml);
	}

	@Test
	void schemaAndReaderAgreeOnGeneratedFiles() {
		int good = 0;
		int bad = 0;
		for (int i = 0; i < 1_000; i++) {
			String yaml = new Yaml().dump(policy());
			boolean suits = complaints(yaml).isEmpty();
			assertThat(isRead(yaml)).as("seed %d, %s", this.seed, yaml).isEqualTo(suits);
			good += suits ? 1 : 0;
			bad += suits ? 0 : 1;
		}
		assertThat(List.of(good, bad)).as("seed " + this.seed).allMatch((count) -> count > 100);
	}

	private Map<String, Object> policy() {
		Map<String, Object> policy = new LinkedHashMap<>();
		put(policy, "mode", 2, () -> oneOf("enforce", "audit"), () -> oneOf("Audit", "off", true, 1));
		List<Object> rules = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			rules.add(rule("rule-" + i));
		}
		put(policy, "rules", 40, () -> rules, () -> oneOf("none", 7, Map.of("a", "b")));
		put(policy, rarely() ? "rule" : "rules", 1, () -> rules, () -> rules);
		return policy;
	}

	private Map<String, Object> rule(String name) {
		Map<String, Object> rule = new LinkedHashMap<>();
		put(rule, "name", 40, () -> name, () -> oneOf("", "a b", 5, "x".repeat(64)));
		put(rule, "mode", 2, () -> oneOf("enforce", "audit"), () -> oneOf("", "AUDIT", false));
		put(rule, "routes", 40,
				() -> some("GET /a", "* /b/**", "POST  /c/{id}", "DELETE /{*rest}", "OPTIONS /", "PATCH /x-y/*"),
				() -> oneOf(some("/a", "get /a", "GET a", "FETCH /a", "GET /a /b", "GET\t/a", 1), "GET /a", List.of()));
		put(rule, "allow", 10,
				() -> some("one", "a-b-2", "*", "spiffe://cosymesh.local/ns/other/*",
						"spiffe://partner.example/x/Y_z.1", "spiffe://cosymesh.local/ns/a/sa/b",
						"spiffe://under_score.example/a"),
				() -> oneOf(some("One", "-a", "a-", "a*", "a b", "", "spiffe://", "spiffe://Partner.example/a",
						"spiffe://partner.example", "spiffe://partner.example/", "spiffe://partner.example/a//b",
						"spiffe://partner.example/a/..", "spiffe://partner.example/./a", "spiffe://partner.example:1/a",
						"spiffe://cosymesh.local/ns/*", "spiffe://partner.example/a%41", "SPIFFE://a.b/c", 3, true),
						"one", List.of()));
		put(rule, "anonymous", 2, () -> oneOf(true, false), () -> oneOf("yes please", 1));
		put(rule, rarely() ? "alow" : "name", 1, () -> name, () -> name);
		return rule;
	}

	// Present in all but one of so many cases, and rarely wrong.
	private void put(Map<String, Object> map, String key, int often, Supplier<Object> right, Supplier<Object> wrong) {
		if (!map.containsKey(key) && this.random.nextInt(often + 1) > 0) {
			map.put(key, rarely() ? wrong.get() : right.get());
		}
	}

	private boolean rarely() {
		return this.random.nextInt(25) == 0;
	}

	private List<Object> some(Object... all) {
		List<Object> some = new ArrayList<>();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			some.add(oneOf(all));
		}
		return some;
	}

	private Object oneOf(Object... all) {
		return all[this.random.nextInt(all.length)];
	}

	private static List<com.networknt.schema.Error> complaints(String yaml) {
		return SCHEMA.validate(json(new Yaml().load(yaml)));
	}

	private static boolean isRead(String yaml) {
		try {
			READER.read(PolicyYaml.parse(yaml));
			return true;
		}
		catch (MeshConfigurationException ex) {
			return false;
		}
	}

	private static String policyIn(Path applicationYaml) {
		try {
			JsonNode policy = json(new Yaml().load(Files.readString(applicationYaml))).at("/cosymesh/policy");
			return policy.isMissingNode() ? null : policy.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode json(Object yaml) {
		return JsonMapper.shared().valueToTree(yaml);
	}

	private static Schema schema() {
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(PolicySchemaTests.class.getResourceAsStream("policy.schema.json"));
	}

}
