package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Two inference-engines behind one backend-api.
 */
@Order(60)
@ExtendWith(StackExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {

	private static final int FIRST_PORT = 9445;

	private static final int SECOND_PORT = 9455;

	private static final int SAMPLE = 100;

	private static final String LONG_TEXT = "The weather has been unusually mild for the season so far this year. "
		.repeat(20);

	private static ServiceCopy second;

	private static ServiceCopy backend;

	private final Cosymesh stack;

	ReplicasIT(Cosymesh stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void startReplicas(Cosymesh stack) {
		second = ServiceCopy.beside(stack, "inference-engine",
				Map.of("server.port", stack.meshPort(SECOND_PORT), "management.server.port",
						stack.meshPort(SECOND_PORT + 100), "cosymesh.audit.file", secondAudit(stack).toString()));
		backend = ServiceCopy.insteadOf(stack, "backend-api", Map.of("cosymesh.peers.inference-engine.addresses",
				List.of("localhost:" + stack.meshPort(FIRST_PORT), "localhost:" + stack.meshPort(SECOND_PORT))));
	}

	@AfterAll
	static void bringTheStackBack(Cosymesh stack) {
		backend.close();
		second.close();
		stack.succeed("restart", "backend-api");
		stack.succeed("restart", "inference-engine");
	}

	@Test
	@Order(1)
	void requestsMoveFromASlowEngineToTheFastOneAndNoneIsLost() throws Exception {
		long pid = this.stack.process("inference-engine").pid();
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			Traffic traffic = Traffic.start(gateway,
					gateway.json("POST", "/api/v1/text", "{\"text\": \"Hello.\"}").build(), 100);
			try (traffic) {
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> asked(firstAudit(), "/v1/text") > 20 && asked(secondAudit(), "/v1/text") > 20);
				Process brake = brake(pid);
				try {
					Awaitility.await()
						.atMost(Duration.ofSeconds(10))
						.until(() -> shareOfTheSecond(traffic), (share) -> share >= 0.8);
				}
				finally {
					brake.destroy();
					brake.onExit().join();
					signal("CONT", pid);
				}
			}
			assertThat(traffic.failures()).isEmpty();
		}
	}

	@Test
	@Order(2)
	void engineKilledWhileItSpeaksBreaksThatStreamAndNothingElse() throws Exception {
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			long before = asked(secondAudit(), "/v1/synthesize");
			HttpResponse<InputStream> response = gateway
				.stream(gateway.cloneRequest(Map.of("text", LONG_TEXT, "format", "pcm"), Clips.ordinary()).build());
			assertThat(response.statusCode()).isEqualTo(200);
			try (InputStream speech = response.body()) {
				assertThat(speech.readNBytes(4800)).hasSize(4800);
				if (asked(secondAudit(), "/v1/synthesize") > before) {
					second.kill();
				}
				else {
					this.stack.kill("inference-engine");
				}
				assertThatThrownBy(speech::readAllBytes).isInstanceOf(IOException.class);
			}
			for (int later = 0; later < 5; later++) {
				assertThat(gateway.clone(Map.of("text", "Hello."), Clips.ordinary()).statusCode()).isEqualTo(200);
			}
		}
	}

	// Runs for a twentieth of the time.
	private static Process brake(long pid) throws IOException {
		return new ProcessBuilder("bash", "-c",
				"while kill -STOP %1$d; do sleep 0.95; kill -CONT %1$d; sleep 0.05; done".formatted(pid))
			.start();
	}

	private static void signal(String signal, long pid) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor()).isZero();
	}

	private double shareOfTheSecond(Traffic traffic) {
		long total = traffic.answered("question");
		long before = asked(secondAudit(), "/v1/text");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> traffic.answered("question") >= total + SAMPLE);
		return (asked(secondAudit(), "/v1/text") - before) / (double) (traffic.answered("question") - total);
	}

	private Path firstAudit() {
		return this.stack.home().resolve("logs/audit/inference-engine.jsonl");
	}

	private Path secondAudit() {
		return secondAudit(this.stack);
	}

	private static Path secondAudit(Cosymesh stack) {
		return stack.home().resolve("logs/audit/inference-engine-copy.jsonl");
	}

	private static long asked(Path audit, String path) {
		if (!Files.exists(audit)) {
			return 0;
		}
		try (Stream<String> lines = Files.lines(audit)) {
			return lines.filter((line) -> line.contains("\"path\":\"%s\"".formatted(path))).count();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
