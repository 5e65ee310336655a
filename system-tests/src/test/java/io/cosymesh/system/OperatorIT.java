package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code ./cosymesh} tells an operator of the running stack, of a service whose
 * policy denies too much, and of one that is down.
 */
@Order(7)
@ExtendWith(StackExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorIT {

	private static final String VICTIM = "audio-processor";

	private static final int MISSING = 3;

	private static Gateway gateway;

	private final Cosymesh stack;

	OperatorIT(Cosymesh stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void speak(Cosymesh stack) {
		gateway = new Gateway(stack.credentials());
		assertThat(speak()).isEqualTo(200);
	}

	@AfterAll
	static void close() {
		gateway.close();
	}

	@Test
	@Order(1)
	void edgesAreSecuredAndNameBothSides() {
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			List<String> lines = this.stack.succeed("edges", "-o", "wide").out().lines().toList();
			assertThat(lines.getFirst()).startsWith("SRC").contains("CLIENT_ID", "SERVER_ID", "SECURED");
			assertThat(lines).anySatisfy((line) -> assertThat(line).matches("backend-api +inference-engine .*√.*")
				.contains(StackAuthority.idOf("backend-api"), StackAuthority.idOf("inference-engine"), "TLSv1.3"));
		});
		assertThat(this.stack.succeed("edges").out())
			.containsPattern("webui-service +backend-api +cosymesh +cosymesh +√");
	}

	@Test
	@Order(2)
	void statHasTheRoutesThatWereAsked() {
		assertThat(this.stack.succeed("stat", "inference-engine").out())
			.containsPattern("inference-engine +backend-api +POST /v1/synthesize +\\d+\\.\\d+% +\\d+\\.\\d+rps +\\d");
		assertThat(this.stack.succeed("stat", "--outbound", "-o", "wide").out())
			.containsPattern("backend-api +audio-processor +POST /v1/prompts");
		assertThat(json(this.stack.succeed("stat", "-o", "json")).path("routes")).isNotEmpty();
	}

	@Test
	@Order(2)
	void identityShowsTheCertificateThatTheServiceHolds() {
		String text = this.stack.succeed("identity", "backend-api").out();
		assertThat(text).contains("SERVICE backend-api", "URI:" + StackAuthority.idOf("backend-api"), "CA: no")
			.doesNotContain("CA: yes", "PRIVATE");
		assertThat(this.stack.succeed("identity", "-o", "table").out().lines()).hasSize(6)
			.anyMatch((line) -> line.matches("backend-api +ok +" + StackAuthority.idOf("backend-api") + " .*"));
	}

	@Test
	@Order(2)
	void tapShowsTheVeryRequestWithBothIds() throws Exception {
		Process tap = this.stack.start("tap", "inference-engine", "--path", "/v1/synthesize", "--count", "1", "--for",
				"30s");
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> speak() == 200 && !tap.isAlive());
			assertThat(read(tap)).singleElement()
				.asString()
				.contains("src=" + StackAuthority.idOf("backend-api"), "dst=" + StackAuthority.idOf("inference-engine"),
						":method=POST", ":path=/v1/synthesize", ":status=200", "authz=allowed", "rule=synthesize");
		}
		finally {
			tap.destroy();
		}
	}

	@Test
	@Order(2)
	void topCountsWhatPassesBy() throws Exception {
		Process top = this.stack.start("top", "--for", "6s");
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> speak() == 200 && !top.isAlive());
			assertThat(read(top)).anySatisfy((line) -> assertThat(line)
				.matches("backend-api +inference-engine +POST +/v1/synthesize +\\d+ .*100\\.00%"));
		}
		finally {
			top.destroy();
		}
	}

	@Test
	@Order(2)
	void soundStackPassesEveryCheck() {
		Cosymesh.Result result = this.stack.run("check", "--wait", "30s");
		assertThat(result.exitCode()).as(result.out()).isZero();
		assertThat(result.out())
			.contains("√ audio-processor proves who it is on port", "√ a word can be spoken",
					"Status check results are √")
			.doesNotContain("×");
	}

	@Test
	@Order(2)
	void whatDashboardsAskForIsExported() throws IOException {
		String scraped = IntStream.of(9540, 9543, 9544, 9545, 9546)
			.mapToObj(this.stack::metrics)
			.collect(Collectors.joining());
		Set<String> exported = Pattern.compile("(?m)^# TYPE (\\S+) ")
			.matcher(scraped)
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toSet());
		List<String> always = Files.readAllLines(Path.of("../k8s/observability/metrics.txt"))
			.stream()
			.takeWhile((line) -> !line.startsWith("# Only once"))
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.toList();
		assertThat(exported).containsAll(always);
	}

	@Test
	@Order(3)
	void denyingPolicyIsNamedWithItsRuleAndTheFix() {
		Map<String, Object> rules = Map.of("cosymesh.policy.rules",
				List.of(Map.of("name", "pipeline", "routes", List.of("POST /v1/prompts", "POST /v1/encode"), "allow",
						List.of("webui-service")),
						Map.of("name", "mesh", "routes", List.of("GET /mesh/**"), "allow",
								List.of("webui-service", "operator"))));
		try (ServiceCopy _ = ServiceCopy.insteadOf(this.stack, VICTIM, rules)) {
			JsonNode check = failed("backend-api may call POST /v1/encode at audio-processor");
			assertThat(check.path("error").asString()).contains("denied: rule pipeline has the route");
			assertThat(check.path("hint").asString()).contains("add backend-api to allow of rule pipeline");
		}
	}

	@Test
	@Order(4)
	void serviceThatIsDownIsNamedByEveryCommand() {
		// The copy of the last test is gone, and nothing took its place.
		assertThat(failed(VICTIM + " runs").path("hint").asString()).contains("./cosymesh restart audio-processor");
		for (String command : List.of("edges", "stat", "identity")) {
			Cosymesh.Result result = this.stack.run(command);
			assertThat(result.exitCode()).as(command + result.err()).isEqualTo(MISSING);
			assertThat(result.err()).contains("‼ audio-processor can't be asked",
					"cosymesh: audio-processor could not be asked");
		}
		assertThat(this.stack.run("authz").out()).contains("inference-engine").doesNotContain("POST /v1/encode");
		this.stack.succeed("restart", VICTIM);
		this.stack.succeed("check", "--wait", "30s", "--no-speech");
	}

	private JsonNode failed(String description) {
		Cosymesh.Result result = this.stack.run("check", "--no-speech", "-o", "json");
		assertThat(result.exitCode()).as(result.out()).isOne();
		return json(result).path("categories")
			.values()
			.stream()
			.flatMap((category) -> category.path("checks").values().stream())
			.filter((check) -> check.path("description").asString().equals(description))
			.filter((check) -> check.path("result").asString().equals("error"))
			.findFirst()
			.orElseThrow(() -> new AssertionError(result.out()));
	}

	private static int speak() {
		return gateway.clone(Map.of("text", "Hello."), Clips.ordinary()).statusCode();
	}

	private static JsonNode json(Cosymesh.Result result) {
		return JsonMapper.shared().readTree(result.out());
	}

	private static List<String> read(Process process) throws IOException, InterruptedException {
		try (InputStream out = process.getInputStream()) {
			String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			return text.lines().toList();
		}
	}

}
