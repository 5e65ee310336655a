package io.cosymesh.compose;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The stack of {@code docker-compose.yml} as its users, operators and attackers meet it.
 * What disturbs it comes last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeStackIT {

	private static final long LARGEST = 1_200_000_000L;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static ComposeStack stack;

	private static Listener listener;

	private static String voice;

	private static byte[] clip;

	@BeforeAll
	static void startAndKeepAVoice() {
		Docker.demand();
		stack = ComposeStack.start();
		listener = new Listener(stack);
		clip = clip();
		voice = listener.voice(clip, "kept");
	}

	@AfterAll
	static void stop() {
		if (stack != null) {
			stack.close();
		}
	}

	static List<String> services() {
		return ComposeStack.SERVICES;
	}

	static List<String> images() {
		return ComposeStack.IMAGES;
	}

	@Test
	@Order(1)
	void pageAnswers() {
		HttpResponse<byte[]> page = listener.page();
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(Listener.text(page)).contains("<!doctype html>");
	}

	@Test
	@Order(1)
	void initTellsWhereTheKeyIsAndNotTheKey() {
		String said = stack.compose("logs", "--no-log-prefix", "init");
		assertThat(said).contains(stack.url(), "docker compose exec webui-service cat /run/cosymesh/secrets/api-key");
		assertThat(said).doesNotContain("cosy_");
	}

	@Test
	@Order(1)
	void clipBecomesSpeech() {
		byte[] speech = listener.clone(clip, "Good morning from a container.");
		assertThat(new String(speech, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
		assertThat(speech.length).isGreaterThan(40_000);
	}

	@Test
	@Order(1)
	void jobIsMade() {
		String job = listener.job(voice, "This takes a moment.");
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Listener.json(listener.get("/api/v1/jobs/" + job)).path("state").asString())
				.isEqualTo("succeeded"));
	}

	@ParameterizedTest
	@Order(1)
	@ValueSource(strings = { "wav", "pcm", "mp3", "opus", "flac", "aac" })
	void everyFormatIsWrittenAndReadAgain(String format) {
		HttpResponse<byte[]> speech = listener.speech(voice,
				"This sentence is long enough to be taken for a recording of somebody.", format);
		assertThat(speech.statusCode()).as(Listener.text(speech)).isEqualTo(200);
		assertThat(speech.body().length).isGreaterThan(4_000);
		if (!format.equals("pcm")) {
			assertThat(listener.clone(speech.body(), "And again.").length).isGreaterThan(10_000);
		}
	}

	@ParameterizedTest
	@Order(1)
	@MethodSource("services")
	void containerMayDoNothingItNeedNot(String service) {
		JsonNode container = stack.inspect(service);
		JsonNode host = container.path("HostConfig");
		assertThat(container.at("/Config/User").asString()).isEqualTo("10001:10001");
		assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
		assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
		assertThat(host.path("CapAdd").isEmpty()).isTrue();
		assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
		assertThat(host.path("Privileged").asBoolean()).isFalse();
		assertThat(host.path("Memory").asLong()).isPositive();
		assertThat(host.path("NanoCpus").asLong()).isPositive();
	}

	@ParameterizedTest
	@Order(1)
	@MethodSource("services")
	void noProcessIsRootAndNothingButItsStateCanBeWritten(String service) {
		assertThat(exec(service,
				"for p in /proc/[0-9]*; do awk '/^Uid:/ {print $2}' $p/status; done 2>/dev/null | sort -u"))
			.isEqualTo("10001");
		assertThat(exec(service, "grep CapEff /proc/1/status")).endsWith("0000000000000000");
		assertThat(exec(service, "find / -xdev -type f -perm /6000 2>/dev/null")).isEmpty();
		assertThat(exec(service, "find / -xdev -writable ! -type l ! -path '/proc/*' ! -path '/dev/*' 2>/dev/null; "
				+ "touch /opt/cosymesh/x 2>&1; touch /x 2>&1"))
			.contains("Read-only file system");
		assertThat(exec(service, "touch /tmp/x /var/lib/cosymesh/x && rm /tmp/x /var/lib/cosymesh/x && echo both"))
			.isEqualTo("both");
	}

	@Test
	@Order(1)
	void keysAreSeenByTheirOwnersAlone() {
		assertThat(exec("audio-processor", "ls /run/cosymesh/key")).isEqualTo("audio-processor.pem");
		assertThat(exec("backend-api", "ls /run/cosymesh/key")).isEqualTo("backend-api.pem");
		assertThat(exec("identity-ca", "find / -xdev -name '*.pem' -path '*key*' 2>/dev/null")).isEmpty();
		assertThat(exec("backend-api", "ls /run/cosymesh/secrets")).isEmpty();
	}

	/**
	 * Whoever has taken over what touches strangers' bytes has its key, and so its SVID.
	 * Nothing to show it to can be reached.
	 */
	@ParameterizedTest
	@Order(1)
	@ValueSource(strings = { "audio-processor", "inference-engine" })
	void takenOverServiceReachesTheCaAlone(String taken) {
		assertThat(reaches(taken, "identity-ca", 8444)).isTrue();
		List<String> doors = new ArrayList<>();
		for (String other : ComposeStack.SERVICES) {
			if (!other.equals(taken) && !other.equals("identity-ca")) {
				List<String> targets = new ArrayList<>(stack.addresses(other).values());
				targets.add(other);
				targets.forEach((target) -> doors.addAll(List.of(target + "/8443", target + "/8081")));
			}
		}
		assertThat(doors).hasSizeGreaterThan(20);
		assertThat(open(taken, doors)).isEmpty();
	}

	@ParameterizedTest
	@Order(1)
	@ValueSource(strings = { "identity-ca", "audio-processor", "inference-engine", "backend-api" })
	void nothingLeavesToTheOutside(String service) {
		assertThat(open(service, List.of("1.1.1.1/443", "8.8.8.8/53", "example.com/443"))).isEmpty();
		assertThat(exec(service, "timeout 5 getent hosts example.com || echo unknown")).isEqualTo("unknown");
	}

	/**
	 * The host has a gateway's address in networks of Docker, and mostly listens there.
	 */
	@ParameterizedTest
	@Order(1)
	@ValueSource(strings = { "audio-processor", "inference-engine", "backend-api" })
	void hostCantBeReached(String service) throws IOException {
		try (ServerSocket host = new ServerSocket(0)) {
			for (String gateway : stack.gateways(service)) {
				assertThat(reaches(service, gateway, host.getLocalPort())).as(gateway).isFalse();
			}
		}
	}

	@Test
	@Order(2)
	void strangerInAnyNetworkGetsNoAnswer() {
		Path classes = Path.of("target", "test-classes").toAbsolutePath();
		Set<String> refused = new LinkedHashSet<>();
		for (String service : ComposeStack.SERVICES) {
			for (Map.Entry<String, String> address : stack.addresses(service).entrySet()) {
				if (address.getKey().equals("front")) {
					continue;
				}
				int reached = stack.docker()
					.run("run", "--rm", "--network", stack.network(address.getKey()), "--volume",
							classes + ":/stranger:ro", "--entrypoint", "java",
							ComposeStack.image("init", ComposeStack.VERSION), "-cp", "/stranger",
							Outsider.class.getName(), address.getValue(), "8443")
					.code();
				assertThat(reached).as("%s in %s", service, address.getKey()).isIn(Outsider.NO_PORT, Outsider.REFUSED);
				refused.add(service);
				if (reached == Outsider.REFUSED) {
					refused.add(service + " by TLS");
				}
			}
		}
		// Where a port is open it is TLS that refuses; the gateway has none outside of
		// its front.
		assertThat(refused).containsAll(ComposeStack.SERVICES)
			.contains("identity-ca by TLS", "audio-processor by TLS", "inference-engine by TLS", "backend-api by TLS")
			.doesNotContain("webui-service by TLS");
	}

	@ParameterizedTest
	@Order(3)
	@MethodSource("services")
	void serviceComesBackWhileAClientGoesOn(String service) {
		stack.compose("restart", "--timeout", "45", service);
		Awaitility.await().atMost(PATIENCE).ignoreExceptionsInstanceOf(AssertionError.class).untilAsserted(() -> {
			HttpResponse<byte[]> speech = listener.speech(voice, "Still here.", "wav");
			assertThat(speech.statusCode()).as(Listener.text(speech)).isEqualTo(200);
		});
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> stack.inspect(service).at("/State/Health/Status").asString().equals("healthy"));
	}

	@Test
	@Order(4)
	void everythingStoppedAtOnceComesBackAsAfterAReboot() {
		String key = stack.read("webui-service", "/run/cosymesh/secrets/api-key");
		stack.compose("stop");
		stack.compose("start");
		stack.compose("up", "--detach", "--no-build", "--wait");
		assertThat(stack.read("webui-service", "/run/cosymesh/secrets/api-key")).isEqualTo(key);
		assertThat(listener.get("/api/v1/voices/" + voice).statusCode()).isEqualTo(200);
	}

	@Test
	@Order(5)
	void upgradeFromTheEarlierImagesKeepsVoicesAndKeys() {
		assertThat(stack.inspect("backend-api").at("/Config/Image").asString()).endsWith(ComposeStack.EARLIER);
		stack.upgrade();
		for (String service : ComposeStack.SERVICES) {
			assertThat(stack.inspect(service).at("/Config/Image").asString()).endsWith(ComposeStack.VERSION);
		}
		assertThat(listener.get("/api/v1/voices/" + voice).statusCode()).isEqualTo(200);
		assertThat(listener.speech(voice, "After the upgrade.", "wav").statusCode()).isEqualTo(200);
	}

	@Test
	@Order(6)
	void downAndUpKeepsVoices() {
		stack.downAndUp();
		assertThat(listener.get("/api/v1/voices/" + voice).statusCode()).isEqualTo(200);
	}

	/**
	 * Layers that images share are on the disk once.
	 */
	@Test
	@Order(1)
	void imagesAreSmallTogether() {
		assertThat(Long.parseLong(stack.sizes().lines().toList().getLast())).isBetween(100_000_000L, LARGEST);
	}

	@ParameterizedTest
	@MethodSource("images")
	@Order(1)
	void everyLibraryIsOnTheBillOfMaterials(String image) {
		JsonNode bill = JsonMapper.shared().readTree(stack.runImage(image, "cat", "/opt/cosymesh/sbom.json"));
		assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(bill.at("/metadata/component/name").asString()).isIn(image, "cosymesh-cli");
		List<String> listed = bill.path("components")
			.valueStream()
			.map((component) -> component.path("name").asString() + "-" + component.path("version").asString())
			.toList();
		assertThat(stack.runImage(image, "ls", "/opt/cosymesh/app/lib").lines()).isNotEmpty()
			.allSatisfy((jar) -> assertThat(listed).as(jar).anyMatch(jar::startsWith));
	}

	private static boolean reaches(String service, String host, int port) {
		return stack.exec(service, "timeout", "3", "bash", "-c", "exec 3<>/dev/tcp/%s/%d".formatted(host, port))
			.code() == 0;
	}

	/**
	 * Tries all doors at once: most of them don't even refuse.
	 */
	private static String open(String service, List<String> doors) {
		return exec(service,
				"for door in %s; do (timeout 5 bash -c \"exec 3<>/dev/tcp/$door\" 2>/dev/null && echo $door) & done; wait"
					.formatted(String.join(" ", doors)));
	}

	private static String exec(String service, String script) {
		return stack.exec(service, "bash", "-c", script).text().strip();
	}

	/**
	 * Four seconds of something like a voice: a saw of 120 Hz, in syllables.
	 */
	private static byte[] clip() {
		int rate = 24_000;
		ByteBuffer wav = ByteBuffer.allocate(44 + rate * 8).order(ByteOrder.LITTLE_ENDIAN);
		wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + rate * 8);
		wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
		wav.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
		wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(rate * 8);
		for (int i = 0; i < rate * 4; i++) {
			double syllable = Math.max(0, Math.sin(2 * Math.PI * 2.5 * i / rate));
			double saw = (i % (rate / 120)) / (rate / 240.0) - 1;
			wav.putShort((short) (12_000 * syllable * saw));
		}
		return wav.array();
	}

}
