package io.cosymesh.system;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Order(100)
@ExtendWith(StackExtension.class)
class OutageIT {

	private static final Map<String, String> FIELDS = Map.of("text", "Hello.");

	private final Cosymesh stack;

	OutageIT(Cosymesh stack) {
		this.stack = stack;
	}

	@ParameterizedTest
	@ValueSource(strings = { "backend-api", "audio-processor", "inference-engine" })
	void killedServiceIsSaidAndHealedWhileTheOthersStay(String service) {
		Map<String, Long> before = this.stack.pids();
		this.stack.kill(service);
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			HttpResponse<byte[]> response = gateway.clone(FIELDS, Clips.ordinary());
			assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(503);
			assertThat(Gateway.problem(response).path("type").asString())
				.isEqualTo("urn:cosymesh:problem:peer-unavailable");
			assertThat(Gateway.problem(response).path("detail").asString()).contains(service);
			assertThat(this.stack.status(service).path("state").asString()).isEqualTo("stopped");
			this.stack.succeed("restart", service);
			assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200);
		}
		assertOthersStayed(before, service);
	}

	/**
	 * Half of a recording is there when the service is told to stop, and the rest comes
	 * afterwards.
	 */
	@Test
	void stoppedServiceKeepsTheVoiceThatIsBeingSent() {
		Map<String, Long> before = this.stack.pids();
		byte[] form = Gateway.formBytes(Map.of("name", "Late", "consent", "true"), Clips.ordinary());
		CountDownLatch stopping = new CountDownLatch(1);
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			CompletableFuture<HttpResponse<byte[]>> kept = gateway.sendAsync(gateway.request("/api/v1/voices")
				.header("Authorization", "Bearer " + this.stack.credentials().path("apiKey").asString())
				.POST(BodyPublishers.concat(BodyPublishers.ofByteArray(form, 0, form.length / 2),
						BodyPublishers.ofInputStream(() -> after(stopping, form, form.length / 2))))
				.build());
			Awaitility.await().during(Duration.ofSeconds(2)).until(() -> !kept.isDone());
			ProcessHandle process = this.stack.process("backend-api");
			process.destroy();
			Awaitility.await().during(Duration.ofSeconds(2)).until(process::isAlive);
			stopping.countDown();
			HttpResponse<byte[]> voice = kept.orTimeout(20, TimeUnit.SECONDS).join();
			assertThat(voice.statusCode()).as(new String(voice.body())).isEqualTo(201);
			process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
			this.stack.succeed("restart", "backend-api");
			String id = Gateway.problem(voice).path("id").asString();
			assertThat(gateway.send(gateway.get("/api/v1/voices/" + id).build()).statusCode()).isEqualTo(200);
		}
		assertOthersStayed(before, "backend-api");
	}

	/**
	 * H2 would close a database the moment its process is told to stop.
	 */
	@Test
	void stoppedServiceHasItsDatabaseUntilTheLastAnswer() {
		Map<String, Long> before = this.stack.pids();
		ProcessHandle process = this.stack.process("backend-api");
		Set<String> answers = ConcurrentHashMap.newKeySet();
		try (Gateway gateway = new Gateway(this.stack.credentials());
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int caller = 0; caller < 6; caller++) {
				callers.execute(() -> {
					while (process.isAlive()) {
						HttpResponse<byte[]> answer = gateway.send(gateway.get("/api/v1/voices").build());
						answers.add((answer.statusCode() == 200) ? "voices"
								: Gateway.problem(answer).path("type").asString());
					}
				});
			}
			Awaitility.await().until(() -> answers.contains("voices"));
			process.destroy();
			process.onExit().orTimeout(40, TimeUnit.SECONDS).join();
		}
		finally {
			this.stack.succeed("restart", "backend-api");
		}
		assertThat(answers).isSubsetOf("voices", "urn:cosymesh:problem:peer-unavailable");
		assertOthersStayed(before, "backend-api");
	}

	@Test
	void deadCaStopsNobodyWhoHasAnSvid() {
		Map<String, Long> before = this.stack.pids();
		this.stack.kill("identity-ca");
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200);
		}
		this.stack.succeed("restart");
		assertOthersStayed(before, "identity-ca");
	}

	@Test
	void callsFailClosedPastExpiryAndHealWhenTheCaReturns() {
		Map<String, Long> before = this.stack.pids();
		this.stack.kill("identity-ca");
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(75))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> gateway.send(gateway.get("/api/v1/voices").build()).statusCode() == 503);
			// The gateway's own SVID may be the first to expire.
			Awaitility.await().atMost(Duration.ofSeconds(75)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				JsonNode readiness = this.stack.readiness(9543).path("components").path("svid");
				assertThat(readiness.path("status").asString()).isEqualTo("DOWN");
				assertThat(readiness.path("details").path("reason").asString()).isNotBlank();
			});
			// A service that could not renew is not ready a little before its SVID ends.
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(this.stack.run("check", "--no-speech").out()).contains(
						"× the operator can get an SVID", "× backend-api holds a valid SVID", "and was not renewed: ",
						"#svid-expired"));
			this.stack.succeed("restart", "identity-ca");
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.pollInterval(Duration.ofSeconds(1))
				.untilAsserted(() -> assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200));
		}
		assertOthersStayed(before, "identity-ca");
	}

	@Test
	void deadGatewayIsStartedByUp() {
		Map<String, Long> before = this.stack.pids();
		this.stack.kill("webui-service");
		this.stack.succeed("up", "--detach");
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200);
		}
		assertOthersStayed(before, "webui-service");
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void stackKilledPastTheExpiryOfEverySvidComesBack() {
		List<JsonNode> services = this.stack.status();
		services.forEach((service) -> this.stack.kill(service.path("name").asString()));
		Instant lastExpiry = services.stream()
			.map((service) -> Instant.parse(service.path("expiresAt").asString()))
			.max(Instant::compareTo)
			.orElseThrow();
		Awaitility.await()
			.atMost(Duration.ofSeconds(70))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> Instant.now().isAfter(lastExpiry));
		this.stack.succeed("up", "--detach", "--port", String.valueOf(this.stack.port()), "--svid-ttl", "1m");
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200);
		}
	}

	private static InputStream after(CountDownLatch latch, byte[] bytes, int from) {
		return new ByteArrayInputStream(bytes, from, bytes.length - from) {

			@Override
			public synchronized int read(byte[] into, int offset, int length) {
				try {
					latch.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return super.read(into, offset, length);
			}

		};
	}

	private void assertOthersStayed(Map<String, Long> before, String killed) {
		Map<String, Long> after = this.stack.pids();
		assertThat(after.get(killed)).isNotNull().isNotEqualTo(before.get(killed));
		before.forEach((name, pid) -> {
			if (!name.equals(killed)) {
				assertThat(after).containsEntry(name, pid);
			}
		});
	}

}
