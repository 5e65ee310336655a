package io.cosymesh.mesh.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.policy.PolicySource;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PolicyFlipIT {

	private static final TestCa CA = TestCa.create();

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String ALLOWING = "rules:\n- name: callers\n  routes: [GET /v1/caller]\n"
			+ "  allow: [caller, other]\n";

	private static final String DENYING = "rules:\n- name: callers\n  routes: [GET /v1/caller]\n  allow: [other]\n";

	private static final String AUDITING = "rules:\n- name: callers\n  mode: audit\n  routes: [GET /v1/caller]\n"
			+ "  allow: [other]\n";

	@TempDir
	private Path directory;

	private Path policy;

	private Path audit;

	private Member server;

	private Member caller;

	@BeforeEach
	void start() throws IOException {
		this.policy = Files.writeString(this.directory.resolve("policy.yaml"), ALLOWING);
		this.audit = this.directory.resolve("audit/echo.jsonl");
		this.server = server(this.policy).start();
		this.caller = Member.of(CA, "caller").peer("echo", this.server.url()).start();
	}

	@AfterEach
	void stop() {
		this.caller.close();
		this.server.close();
	}

	@Test
	void nextRequestOnAnOpenConnectionIsDecidedByTheNewPolicy() throws IOException {
		Answer first = get();
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.http2()).isTrue();
		flip(DENYING);
		Answer denied = get();
		assertThat(denied.status()).isEqualTo(403);
		assertThat(denied.connection()).isEqualTo(first.connection());
		flip(ALLOWING);
		Answer again = get();
		assertThat(again.status()).isEqualTo(200);
		assertThat(again.connection()).isEqualTo(first.connection());
	}

	@Test
	void handshakesAreDecidedByThePolicyInForce() throws IOException {
		Attacker other = Attacker.with(CA.svid("caller"));
		assertThat(other.get(this.server.port(), "/v1/caller")).contains("200");
		flip(DENYING);
		assertThatException().isThrownBy(() -> other.get(this.server.port(), "/v1/caller"))
			.isInstanceOf(IOException.class);
		flip(ALLOWING);
		assertThat(other.get(this.server.port(), "/v1/caller")).contains("200");
	}

	@Test
	void badFileChangesNothingAndReadinessStaysUp(CapturedOutput output) throws Exception {
		write("rules:\n- name: callers\n  routes: [GET /v1/caller]\n  alow: [other]\n");
		await().untilAsserted(() -> assertThat(output).contains("event=policy-refused"));
		assertThat(get().status()).isEqualTo(200);
		String readiness = Management.get(this.server, "/actuator/health/readiness");
		assertThat(readiness).startsWith("200").contains("\"file\":\"refused\"").doesNotContain("alow");
		assertThat(Management.get(this.server, "/actuator/prometheus")).contains("policy_generation 1.0",
				"policy_reloads_total{result=\"refused\"} 1.0", "policy_loaded_timestamp_seconds ");
	}

	@Test
	void decisionsAreCountedAndAudited() throws Exception {
		get();
		flip(DENYING);
		get();
		flip(AUDITING);
		assertThat(get().status()).isEqualTo(200);
		String id = "spiffe://cosymesh.local/ns/cosymesh/sa/caller";
		assertThat(Management.get(this.server, "/actuator/prometheus")).contains(
				"inbound_http_authz_allow_total{authz_name=\"callers\",client_id=\"" + id
						+ "\",mode=\"enforce\",route_name=\"GET /v1/caller\"} 1.0",
				"inbound_http_authz_deny_total{authz_name=\"callers\",client_id=\"" + id
						+ "\",mode=\"enforce\",route_name=\"GET /v1/caller\"} 1.0",
				"inbound_http_authz_deny_total{authz_name=\"callers\",client_id=\"" + id
						+ "\",mode=\"audit\",route_name=\"GET /v1/caller\"} 1.0");
		await().untilAsserted(() -> assertThat(lines()).hasSize(3));
		assertThat(lines()).extracting((line) -> line.get("decision").asString())
			.containsExactly("allowed", "denied", "would-deny");
		assertThat(lines()).allSatisfy((line) -> {
			assertThat(line.get("peer").asString()).isEqualTo(id);
			assertThat(line.get("peerSerial").asString()).isNotBlank();
			assertThat(line.get("path").asString()).isEqualTo("/v1/caller");
			assertThat(line.get("traceId").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
			assertThat(line.get("requestId").asString()).isEqualTo("request-of-this-test");
			assertThat(line.toString()).doesNotContain("secret");
		});
	}

	@Test
	void missingFileFailsTheStart() {
		assertThatException().isThrownBy(() -> server(this.directory.resolve("absent.yaml")).start())
			.havingRootCause()
			.isInstanceOf(MeshConfigurationException.class)
			.withMessageContaining("absent.yaml can't be used: there is no such file");
	}

	private Member.Builder server(Path policy) {
		return Member.of(CA, "echo")
			.rule(0, "replaced-as-a-whole", "GET /v1/denied", "caller")
			.with("cosymesh.policy.file=" + policy, "cosymesh.policy.reload-interval=50ms",
					"cosymesh.audit.file=" + this.audit);
	}

	private void flip(String yaml) throws IOException {
		PolicySource source = this.server.bean(PolicySource.class);
		Object before = source.current();
		write(yaml);
		await().atMost(SOON).untilAsserted(() -> assertThat(source.current()).isNotSameAs(before));
	}

	private void write(String yaml) throws IOException {
		Path next = Files.writeString(this.directory.resolve("next.yaml"), yaml);
		Files.move(next, this.policy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private Answer get() {
		HttpClient client = this.caller.bean(PeerClients.class).httpClient("echo");
		return client
			.headers((headers) -> headers.set("X-Request-Id", "request-of-this-test")
				.set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
				.set("Authorization", "secret"))
			.get()
			.uri("/v1/caller?key=secret")
			.responseConnection((response, connection) -> connection.inbound()
				.receive()
				.then(Mono.fromSupplier(() -> answer(response.status().code(), connection.channel()))))
			.single()
			.block(SOON);
	}

	private static Answer answer(int status, Channel channel) {
		boolean http2 = channel instanceof Http2StreamChannel;
		return new Answer(status, http2, (http2 ? channel.parent() : channel).id().asLongText());
	}

	private List<JsonNode> lines() throws IOException {
		return Files.readAllLines(this.audit).stream().map((line) -> JsonMapper.shared().readTree(line)).toList();
	}

	private record Answer(int status, boolean http2, String connection) {
	}

}
