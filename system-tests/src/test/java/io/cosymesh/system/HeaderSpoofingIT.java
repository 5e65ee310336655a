package io.cosymesh.system;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.cosymesh.identity.test.tls.RawHttp1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody outside, and a workload inside, who say in headers that they are somebody
 * else.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class HeaderSpoofingIT {

	private static final String OPERATOR = StackAuthority.idOf("operator");

	private static final String VICTIM = "victim";

	private static final Map<String, String> CLAIMS = Map.ofEntries(
			Map.entry("X-Forwarded-Client-Cert", "By=spiffe://x;Hash=0;URI=" + OPERATOR),
			Map.entry("X-Spiffe-Id", OPERATOR), Map.entry("X-SSL-Client-Cert", "x"), Map.entry("X-Client-Cert", "x"),
			Map.entry("Client-Cert", ":eA==:"), Map.entry("Forwarded", "for=10.9.8.7;host=evil.example;proto=http"),
			Map.entry("X-Forwarded-For", "10.9.8.7"), Map.entry("X-Forwarded-Host", "evil.example"),
			Map.entry("X-Forwarded-Proto", "http"), Map.entry("X-Forwarded-Port", "80"),
			Map.entry("X-Forwarded-Prefix", "/evil"), Map.entry("X-Forwarded-User", VICTIM),
			Map.entry("X-Real-IP", "10.9.8.7"), Map.entry("X-Original-URL", "/mesh/authz"),
			Map.entry("X-HTTP-Method-Override", "DELETE"), Map.entry("X-CosyMesh-User", VICTIM),
			Map.entry("X-CosyMesh-Tenant", VICTIM), Map.entry("X-CosyMesh-Client", "10.9.8.7"),
			Map.entry(GatewaysWord.HEADER, VICTIM), Map.entry("X-CosyMesh-Failed-Peer", "inference-engine"));

	private static Cosymesh stack;

	private static Gateway gateway;

	private static Audit backend;

	@BeforeAll
	static void connect(Cosymesh running) {
		stack = running;
		gateway = new Gateway(stack.credentials());
		backend = stack.audit("backend-api");
	}

	@AfterAll
	static void disconnect() {
		gateway.close();
	}

	@ParameterizedTest
	@EnumSource
	void voiceBelongsToWhoeverSignedInWhateverHeadersSay(Version version) {
		String id = "spoofed-voice-" + version;
		HttpResponse<byte[]> created = gateway.send(spoofed(voice(), version, id));
		assertThat(created.statusCode()).as(new String(created.body())).isEqualTo(201);
		JsonNode voice = JsonMapper.shared().readTree(created.body());
		assertThat(voice.path("consent").path("grantedBy").asString()).isEqualTo("api-key");
		assertThat(voice.path("consent").path("from").asString()).isEqualTo("127.0.0.1");
		String address = "/api/v1/voices/" + voice.path("id").asString();
		assertThat(gateway.send(gateway.json("GET", address, "").build()).statusCode()).isEqualTo(200);
		assertThat(created.headers().firstValue("Location")).hasValue(address);
		assertThat(gateway.send(gateway.json("DELETE", address, "").build()).statusCode()).isEqualTo(204);
		assertCameFromTheGateway(id, "POST", "/api/v1/voices");
	}

	@ParameterizedTest
	@EnumSource
	void deadlineFromOutsideEndsNothing(Version version) {
		String id = "spoofed-clone-" + version;
		HttpRequest.Builder request = gateway.cloneRequest(Map.of("text", "Hello."), Clips.ordinary());
		HttpResponse<byte[]> spoken = gateway.send(spoofed(request, version, id));
		assertThat(spoken.statusCode()).as(new String(spoken.body())).isEqualTo(200);
		assertThat(WavAudio.parse(spoken.body()).seconds()).isPositive();
		assertThat(spoken.headers().firstValue("X-CosyMesh-Failed-Peer")).isEmpty();
		assertCameFromTheGateway(id, "POST", "/api/v1/clone");
	}

	@ParameterizedTest
	@EnumSource
	void whoeverHasNoKeyIsNobodyWhateverHeadersSay(Version version) {
		String id = "after-the-stranger-" + version;
		HttpRequest.Builder stranger = gateway.request("/api/v1/voices").GET();
		assertThat(gateway.send(spoofed(stranger, version, "spoofed-stranger")).statusCode()).isEqualTo(401);
		gateway.send(gateway.get("/api/v1/voices").header("X-Request-Id", id).build());
		backend.await(id);
		assertThat(backend.decisions("spoofed-stranger")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void guesserIsKnownByTheConnection(Version version) {
		Cosymesh.Log log = stack.log("webui-service");
		HttpRequest.Builder guess = gateway
			.json("POST", "/session", "{\"username\":\"admin\",\"password\":\"a guess\"}")
			.setHeader("Authorization", "");
		assertThat(gateway.send(spoofed(guess, version, "spoofed-guess")).statusCode()).isEqualTo(401);
		log.await("\"action\":\"signed-in\"", "\"outcome\":\"refused\"", "\"address\":\"127.0.0.1\"");
		assertThat(log.lines()).noneMatch((line) -> line.contains("10.9.8.7"));
	}

	@Test
	void workloadIsWhoItsCertificateSaysWhateverHeadersSay() throws Exception {
		StringBuilder request = new StringBuilder("GET /api/v1/voices HTTP/1.1\r\nHost: x\r\n");
		CLAIMS.forEach((name, value) -> request
			.append("%s: %s\r\n".formatted(name, value.replace(OPERATOR, StackAuthority.idOf("webui-service")))));
		request.append("X-Request-Id: spoofed-inside\r\n\r\n");
		try (RawHttp1 operator = MeshPort.BACKEND_API.as(stack, "operator").http1()) {
			assertThat(operator.send(request.toString()).status()).isEqualTo(403);
		}
		JsonNode decision = backend.await("spoofed-inside");
		assertThat(decision.path("peer").asString()).isEqualTo(OPERATOR);
		assertThat(decision.path("decision").asString()).isEqualTo("denied");
	}

	private static HttpRequest.Builder voice() {
		return gateway.json("POST", "/api/v1/voices", "")
			.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("name", "Spoofed", "consent", "true"), Clips.ordinary()));
	}

	private static HttpRequest spoofed(HttpRequest.Builder request, Version version, String requestId) {
		request.version(version).header("X-Request-Id", requestId).header("X-Request-Deadline-Ms", "1");
		CLAIMS.forEach((name, value) -> {
			for (String spelling : spellings(name)) {
				request.header(spelling, value);
			}
		});
		return request.build();
	}

	private static List<String> spellings(String name) {
		return List.of(name, name, name.toUpperCase(Locale.ROOT), name.replace('-', '_'));
	}

	private static void assertCameFromTheGateway(String requestId, String method, String path) {
		JsonNode decision = backend.await(requestId);
		assertThat(decision.path("peer").asString()).isEqualTo(StackAuthority.idOf("webui-service"));
		assertThat(decision.path("method").asString()).isEqualTo(method);
		assertThat(decision.path("path").asString()).isEqualTo(path);
		assertThat(decision.path("decision").asString()).isEqualTo("allowed");
		assertThat(backend.decisions(requestId)).hasSize(1);
	}

}
