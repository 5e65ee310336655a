package io.cosymesh.ca;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.jwt.IdentityCaJwtIssuer;
import io.cosymesh.identity.jwt.JwtSvid;
import io.cosymesh.identity.jwt.JwtSvidRefusal;
import io.cosymesh.identity.jwt.JwtSvidRefusedException;
import io.cosymesh.identity.jwt.JwtSvidVerifier;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The J-rules of the SPIFFE standard on what the CA issues, and who gets it.
 */
@ExtendWith(OutputCaptureExtension.class)
class JwtSvidIT {

	private static final InstantSource CLOCK = InstantSource.system();

	private static final String AUDIENCE = "spiffe://cosymesh.local/ns/cosymesh/sa/reports";

	@TempDir
	private static Path home;

	private static RunningCa ca;

	@BeforeAll
	static void start() {
		ca = RunningCa.start(home);
	}

	@AfterAll
	static void stop() {
		ca.close();
	}

	@Test
	void j1HeaderNamesAlgorithmKeyAndTypeAlone() throws Exception {
		String token = token(workload("j-one"), Map.of("audience", List.of(AUDIENCE)));
		JsonNode header = part(token, 0);
		assertThat(header.propertyNames()).containsExactlyInAnyOrder("alg", "kid", "typ");
		assertThat(header.get("alg").asString()).isEqualTo("ES256");
		assertThat(header.get("typ").asString()).isEqualTo("JWT");
		assertThat(bundle().jwtAuthorities()).containsKey(header.get("kid").asString());
		assertThat(token.split("\\.", -1)).hasSize(3);
	}

	@Test
	void j2ClaimsNameSubjectAudienceAndEnd() throws Exception {
		JsonNode claims = part(token(workload("j-two"), Map.of("audience", List.of(AUDIENCE))), 1);
		assertThat(claims.propertyNames()).containsExactlyInAnyOrder("sub", "aud", "iat", "exp", "jti");
		assertThat(claims.get("sub").asString()).isEqualTo(TestSettings.workload("j-two").toString());
		assertThat(claims.get("aud").isArray()).isTrue();
		assertThat(claims.get("aud").get(0).asString()).isEqualTo(AUDIENCE);
		assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
	}

	@Test
	void j3TokenIsGoodForItsAudienceAlone() throws Exception {
		Workload caller = workload("j-three");
		JwtSvid issued = new IdentityCaJwtIssuer(caller.caAddress(), caller.source(), CLOCK).issue(List.of(AUDIENCE),
				Duration.ofMinutes(1));
		JwtSvidVerifier verifier = new JwtSvidVerifier(TrustBundleSource.of(bundle()), CLOCK);
		assertThat(verifier.verify(issued.token(), AUDIENCE).subject())
			.isEqualTo(TestSettings.workload("j-three").spiffeId());
		assertThatExceptionOfType(JwtSvidRefusedException.class)
			.isThrownBy(() -> verifier.verify(issued.token(), AUDIENCE + "-other"))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(JwtSvidRefusal.WRONG_AUDIENCE));
	}

	@Test
	void j4BundleNamesTheUseAndTheIdOfEachKey() throws Exception {
		JsonNode keys = Workload.json(ca.workload("anybody").getAnonymously("/v1/bundle")).get("keys");
		List<JsonNode> jwtKeys = keys.valueStream()
			.filter((key) -> key.path("use").asString().equals("jwt-svid"))
			.toList();
		assertThat(jwtKeys).isNotEmpty().allSatisfy((key) -> {
			assertThat(key.get("kid").asString()).isNotEmpty();
			assertThat(key.has("x5c")).isFalse();
			assertThat(key.has("d")).isFalse();
		});
	}

	@Test
	void lifetimeIsAsAskedWithinBounds() throws Exception {
		Workload caller = workload("lifetimes");
		assertThat(seconds(caller, 30)).isEqualTo(30);
		assertThat(seconds(caller, 86_400)).isEqualTo(3600);
		assertProblem(ask(caller, Map.of("audience", List.of("a"), "ttlSeconds", 29)), 400, "jwt-ttl-out-of-bounds",
				"ttlSeconds");
		assertProblem(ask(caller, Map.of("audience", List.of("a"), "ttlSeconds", -1)), 400, "jwt-ttl-out-of-bounds",
				"ttlSeconds");
	}

	@Test
	void audienceThatIsNoneIsRefused() throws Exception {
		Workload caller = workload("careless");
		for (List<String> audience : List.of(List.<String>of(), List.of(""), List.of("two words"), List.of("a\nb"),
				List.of("ä"), List.of("a".repeat(513)),
				List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"))) {
			assertProblem(ask(caller, Map.of("audience", audience)), 400, "jwt-audience-not-allowed", "audience");
		}
		assertProblem(ask(caller, Map.of()), 400, "jwt-audience-not-allowed", "audience");
		assertThat(part(token(caller, Map.of("audience", List.of("b", "a", "b"))), 1).get("aud").toString())
			.isEqualTo("[\"b\",\"a\"]");
	}

	@Test
	void subjectIsTheCallerWhateverElseIsAskedFor() throws Exception {
		JsonNode claims = part(token(workload("modest"), Map.of("audience", List.of("a"), "subject",
				TestSettings.CA.toString(), "sub", TestSettings.CA.toString(), "spiffeId", TestSettings.CA.toString())),
				1);
		assertThat(claims.get("sub").asString()).isEqualTo(TestSettings.workload("modest").toString());
	}

	@Test
	void nobodyWithoutAnSvidGetsAToken() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(ca.attestationUrl().resolve("/v1/jwt-svid"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"audience\":[\"a\"]}"))
			.build();
		try (HttpClient client = ca.workload("nobody").anonymousClient()) {
			assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isIn(401, 403);
		}
	}

	@Test
	void withdrawnWorkloadGetsNoToken() throws Exception {
		Workload leaving = workload("leaving");
		token(leaving, Map.of("audience", List.of("a")));
		Files.delete(home.resolve("registrations/cosymesh/leaving.pem"));
		assertProblem(ask(leaving, Map.of("audience", List.of("a"))), 403, "registration-withdrawn", null);
	}

	@Test
	void olderSvidOfALineageGetsNoTokenAndBreaksNothing() throws Exception {
		Workload owner = workload("two-connections");
		SvidSnapshot old = owner.source().current().orElseThrow();
		owner.renew();
		owner.renew();
		Workload lingering = ca.workload("two-connections");
		lingering.source().publish(old.svid(), old.bundle());
		assertProblem(ask(lingering, Map.of("audience", List.of("a"))), 403, "lineage-broken", null);
		assertThat(owner.renew()).isNotNull();
		token(owner, Map.of("audience", List.of("a")));
	}

	@Test
	void tokenIsToldToItsOwnerAlone(CapturedOutput log) throws Exception {
		Workload caller = workload("discreet");
		HttpResponse<String> answer = ask(caller, Map.of("audience", List.of(AUDIENCE)));
		String token = Workload.json(answer).get("token").asString();
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(log)
			.contains("event=jwt-svid-issued spiffeId=" + TestSettings.workload("discreet") + " audience=" + AUDIENCE
					+ " jti=" + part(token, 1).get("jti").asString())
			.doesNotContain(token.substring(token.lastIndexOf('.') + 1));
		assertThat(metrics()).contains("identity_ca_issued_total{").contains("kind=\"jwt\"");
	}

	private static Workload workload(String serviceAccount) throws Exception {
		Workload workload = ca.workload(serviceAccount);
		workload.obtain(workload.register());
		return workload;
	}

	private static HttpResponse<String> ask(Workload caller, Map<String, ?> body) throws Exception {
		return caller.postMutually("/v1/jwt-svid", body);
	}

	private static String token(Workload caller, Map<String, ?> body) throws Exception {
		HttpResponse<String> answer = ask(caller, body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Workload.json(answer).get("token").asString();
	}

	private static long seconds(Workload caller, long wished) throws Exception {
		JsonNode claims = part(token(caller, Map.of("audience", List.of("a"), "ttlSeconds", wished)), 1);
		return claims.get("exp").asLong() - claims.get("iat").asLong();
	}

	private static TrustBundle bundle() throws Exception {
		return SpiffeBundleFormat.parse(TestSettings.DOMAIN,
				ca.workload("anybody").getAnonymously("/v1/bundle").body());
	}

	private static JsonNode part(String token, int index) {
		return JsonMapper.shared()
			.readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8));
	}

	private static String metrics() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(ca.managementPort())))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, BodyHandlers.ofString()).body();
		}
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String reason, @Nullable String field) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(Workload.json(answer).get("reason").asString()).isEqualTo(reason);
		assertThat(Workload.json(answer).path("field").asString(null)).isEqualTo(field);
	}

}
