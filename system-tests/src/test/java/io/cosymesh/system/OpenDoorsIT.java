package io.cosymesh.system;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What somebody keeps of the time when they were welcome: an open connection, a TLS
 * session, an SVID.
 */
@Tag("attackers")
@Order(6)
@ExtendWith(StackExtension.class)
class OpenDoorsIT {

	private static final Duration SOON = Duration.ofSeconds(15);

	// By the handler, which misses a recording.
	private static final int ANSWERED = 400;

	private static final Path SHIPPED = Path.of("..", "audio-processor", "src", "main", "resources",
			"application.yaml");

	private final Cosymesh stack;

	@TempDir
	private Path folder;

	OpenDoorsIT(Cosymesh stack) {
		this.stack = stack;
	}

	@Test
	void neitherConnectionNorSessionOutlivesAPermission() throws IOException {
		Path policy = follow(shippedPolicy());
		RawTls caller = MeshPort.AUDIO_PROCESSOR.as(this.stack, "backend-api");
		try (RawHttp2 open = caller.http2()) {
			assertThat(ask(open, "while-welcome")).hasValue(ANSWERED);
			replace(policy, shippedPolicy().replace("backend-api", "inference-engine"));
			Cosymesh.Log log = this.stack.log("audio-processor");
			Audit audit = this.stack.audit("audio-processor");
			Awaitility.await().atMost(SOON).until(() -> ask(open, "no-longer-welcome").equals(Optional.of(403)));
			assertThat(audit.decisions("no-longer-welcome")).last()
				.satisfies((decision) -> assertDenied(decision, "caller-not-allowed"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> askAnew(caller));
			log.await("event=handshake-refused", "peer=" + StackAuthority.idOf("backend-api"), "reason=not-allowed");
			assertThat(cloned()).as("backend-api is no longer welcome either").isEqualTo(502);
			replace(policy, shippedPolicy());
			Awaitility.await().atMost(SOON).until(() -> ask(open, "welcome-again").equals(Optional.of(ANSWERED)));
			assertThat(askAnew(caller)).hasValue(ANSWERED);
		}
		Awaitility.await().atMost(SOON).until(() -> cloned() == 200);
	}

	@Test
	void stolenSvidOpensNothingOnceItHasExpired() throws IOException {
		Audit audit = this.stack.audit("backend-api");
		Cosymesh.Log log = this.stack.log("backend-api");
		RawTls thief = RawTls.to(MeshPort.BACKEND_API.in(this.stack))
			.as(new StackAuthority(this.stack).svid("webui-service", Duration.ofSeconds(4)));
		try (RawHttp2 open = thief.http2()) {
			assertThat(open.status(list(open, "while-it-lasts"), SOON)).hasValue(200);
			Awaitility.await()
				.atMost(SOON)
				.pollInterval(Duration.ofMillis(500))
				.until(() -> !open.status(list(open, "once-expired"), SOON).equals(Optional.of(200)));
			assertThat(open.isEndedWithin(SOON)).as("the connection ends").isTrue();
		}
		assertThat(audit.decisions("once-expired")).last().satisfies((decision) -> assertDenied(decision, "expired"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
			try (RawHttp2 again = thief.http2()) {
				again.status(list(again, "again"), SOON).orElseThrow(() -> new IOException("closed"));
			}
		});
		log.await("event=handshake-refused", "peer=" + StackAuthority.idOf("webui-service"), "reason=expired");
	}

	private static int list(RawHttp2 connection, String requestId) throws IOException {
		return connection.request("GET", "/mesh/authz", "x-request-id", requestId);
	}

	private static void assertDenied(JsonNode decision, String reason) {
		assertThat(decision.path("decision").asString()).isEqualTo("denied");
		assertThat(decision.path("reason").asString()).isEqualTo(reason);
	}

	private static Optional<Integer> ask(RawHttp2 connection, String requestId) throws IOException {
		return connection.status(connection.request("POST", "/v1/prompts", "x-request-id", requestId), SOON);
	}

	private static Optional<Integer> askAnew(RawTls caller) throws IOException {
		try (RawHttp2 connection = caller.http2()) {
			return Optional.of(ask(connection, "anew").orElseThrow(() -> new IOException("closed")));
		}
	}

	private int cloned() {
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			return gateway.clone(Map.of("text", "Hello."), Clips.ordinary()).statusCode();
		}
	}

	// From now on the service follows a file, which ends up saying what the service says
	// without it.
	private Path follow(String policy) throws IOException {
		Path file = this.stack.home().resolve("audio-processor-policy.yaml");
		replace(file, policy);
		this.stack.succeed(Map.of("COSYMESH_POLICY_FILE", file.toString()), "restart", "audio-processor");
		return file;
	}

	private void replace(Path file, String policy) throws IOException {
		Path next = Files.writeString(this.folder.resolve("next.yaml"), policy);
		Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
	}

	private static String shippedPolicy() throws IOException {
		Map<String, Map<String, Map<String, Object>>> settings = new Yaml().load(Files.readString(SHIPPED));
		StringWriter policy = new StringWriter();
		new Yaml().dump(settings.get("cosymesh").get("policy"), policy);
		return policy.toString();
	}

}
