package io.cosymesh.ca;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.ca.cluster.TestPod;
import io.cosymesh.ca.issuance.Csrs;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every way to be refused has a reason of its own: in the problem, the log and the
 * metric.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsIT {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final String OTHER_ISSUER = "https://other.example";

	@TempDir
	private static Path home;

	private static TestCluster cluster;

	private static RunningCa ca;

	private static KeyPair key;

	private static Workload operator;

	@BeforeAll
	static void start() throws Exception {
		cluster = TestCluster.start(Files.createDirectory(home.resolve("cluster")), InstantSource.system());
		Path keySet = Files.writeString(home.resolve("jwks.json"), cluster.keySet());
		ca = RunningCa.start(home, "cosymesh.ca.attestation.enabled=workload-key,join-token,kubernetes,kubernetes-jwks",
				"cosymesh.ca.attestation.kubernetes.api-server=" + cluster.url(),
				"cosymesh.ca.attestation.kubernetes.ca-file=" + cluster.caFile(),
				"cosymesh.ca.attestation.kubernetes.token-file=" + cluster.tokenFile(),
				"cosymesh.ca.attestation.kubernetes.namespaces=cosymesh,unlabelled",
				"cosymesh.ca.attestation.kubernetes-jwks.issuer=" + OTHER_ISSUER,
				"cosymesh.ca.attestation.kubernetes-jwks.keys=" + keySet);
		key = Keys.p256();
		Keys.register(home.resolve("registrations"), BACKEND, key.getPublic());
		operator = ca.workload("operator");
		operator.obtain(operator.register());
	}

	@AfterAll
	static void stop() {
		ca.close();
		cluster.close();
	}

	@Test
	@Order(1)
	void everyBadTokenHasAReasonOfItsOwn(CapturedOutput log) throws Exception {
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("token-audience", cluster.token(pod()).audience("https://kubernetes.default.svc").sign());
		tokens.put("namespace-not-allowed", cluster.token(cluster.run("elsewhere", "backend-api")).sign());
		cluster.label("unlabelled", Map.of());
		tokens.put("namespace-not-labelled", cluster.token(cluster.run("unlabelled", "backend-api")).sign());
		tokens.put("token-expired",
				cluster.token(pod()).lasting(Instant.now().minusSeconds(3600), Duration.ofMinutes(50)).sign());
		tokens.put("pod-gone", ofDeletedPod());
		tokens.put("token-not-pod-bound", cluster.token(pod()).withoutInCluster("pod").sign());
		tokens.put("token-not-authenticated", cluster.token(pod()).sign("made-up", Keys.rsa(2048)));
		tokens.put("join-token-used", used(joinToken("by-hand")));
		tokens.put("join-token-unknown", "cosymesh-join-" + "A".repeat(43));
		tokens.put("token-replayed", used(jwt(UnaryOperator.identity())));
		tokens.put("token-lifetime", jwt((claims) -> claims.expirationTime(Date.from(Instant.now().plusSeconds(600)))));
		tokens.put("token-too-long", jwt((claims) -> claims.claim("x", "x".repeat(10_000))));
		tokens.put("registration-withdrawn", ofRemovedKey());
		tokens.put("token-unsigned", new PlainJWT(claims(UnaryOperator.identity())).serialize());
		tokens.put("token-algorithm", confused());
		tokens.put("token-signature", jwt(Keys.p256(), claims(UnaryOperator.identity())));
		tokens.put("unknown-workload", jwt((claims) -> claims.subject(BACKEND + "-unheard-of")));
		tokens.put("token-malformed", "not.a.jwt");
		tokens.put("document-unrecognized", "garbage");
		for (Map.Entry<String, String> token : tokens.entrySet()) {
			assertRefused(attest(token.getValue(), Workload.csr()), token.getKey());
			assertThat(log).contains("event=svid-refused reason=" + token.getKey() + " ");
			assertNowhere(log, token.getValue());
		}
		assertThat(metrics()).contains(tokens.keySet().stream().map("reason=\"%s\""::formatted).toList());
	}

	@Test
	@Order(2)
	void unsignedAndConfusedClusterTokensAreToldApartToo() throws Exception {
		assertRefused(attest(cluster.token(pod()).unsigned(), Workload.csr()), "token-unsigned");
		assertRefused(attest(cluster.token(pod()).confuse(), Workload.csr()), "token-algorithm");
		assertRefused(attest(cluster.token(pod()).claim("iss", OTHER_ISSUER).confuse(), Workload.csr()),
				"token-algorithm");
	}

	@Test
	@Order(3)
	void everyBadCsrHasAReasonOfItsOwn() throws Exception {
		Map<String, byte[]> csrs = new LinkedHashMap<>();
		csrs.put("bad-proof-of-possession", Csrs.signedByAnotherKey());
		csrs.put("csr-ca-requested", Csrs.asCa());
		csrs.put("csr-extra-names", Csrs.withExtraName(BACKEND.toString()));
		csrs.put("csr-id-mismatch", Csrs.withId(TestSettings.CA.toString()));
		csrs.put("csr-key-too-weak", Csrs.of(Keys.rsa(1024)));
		csrs.put("csr-malformed", new byte[] { 1, 2, 3 });
		for (Map.Entry<String, byte[]> csr : csrs.entrySet()) {
			assertRefused(attest(jwt(UnaryOperator.identity()), Workload.csr(csr.getValue())), csr.getKey());
		}
		HttpResponse<String> large = attest(jwt(UnaryOperator.identity()), Workload.csr(new byte[1_000_000]));
		assertThat(large.statusCode()).isEqualTo(413);
		assertThat(Workload.json(large).get("reason").asString()).isEqualTo("request-too-large");
	}

	@Test
	@Order(4)
	void podGetsAnSvidAndRenewsItWhileItRuns(CapturedOutput log) throws Exception {
		TestPod pod = pod();
		Workload backend = ca.workload("backend-api");
		SvidSnapshot first = backend.obtain(() -> cluster.token(pod).sign());
		assertThat(first.spiffeId()).isEqualTo(BACKEND.spiffeId());
		assertThat(backend.renew().serial()).isNotEqualTo(first.serial());
		assertThat(log).contains("pod=" + pod.name() + " podUid=" + pod.uid() + " node=node-1");
		cluster.delete(pod);
		assertRefused(backend.postMutually("/v1/svid", Workload.csr()), "pod-gone");
	}

	@Test
	@Order(5)
	void tokenOfThePinnedIssuerIsJudgedWithoutTheApiServer() throws Exception {
		int reviews = cluster.reviews().count();
		TestPod pod = pod();
		Workload backend = ca.workload("backend-api");
		backend.obtain(() -> cluster.token(pod).claim("iss", OTHER_ISSUER).sign());
		assertThat(cluster.reviews().count()).isEqualTo(reviews);
		assertRefused(backend.postMutually("/v1/svid", Workload.csr()), "document-required");
		backend.obtain(() -> cluster.token(pod).claim("iss", OTHER_ISSUER).sign());
	}

	@Test
	@Order(6)
	void apiServerThatIsDownIsSaidWithATimeToComeBack() throws Exception {
		cluster.fail(503);
		HttpResponse<String> answer = attest(cluster.token(pod()).sign(), Workload.csr());
		cluster.fail(0);
		assertRefused(answer, "kubernetes-unavailable");
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("\\d+");
		assertThat(metrics()).contains("identity_ca_token_reviews_total{result=\"unavailable\"}",
				"identity_ca_token_reviews_total{result=\"accepted\"}");
	}

	@Test
	@Order(7)
	void operatorRotatesAKeyWhileTheWorkloadRuns() throws Exception {
		Workload running = ca.workload("rotating");
		running.obtain(running.register());
		KeyPair next = Keys.p256();
		assertThat(operator
			.postMutually("/v1/admin/workload-keys/cosymesh/rotating",
					Map.of("publicKey", Keys.pem("PUBLIC KEY", next.getPublic())))
			.statusCode()).isEqualTo(201);
		running.renew();
		remove("/v1/admin/workload-keys/cosymesh/rotating/" + thumbprintOfFile("rotating"), 200);
		assertRefused(running.postMutually("/v1/svid", Workload.csr()), "registration-withdrawn");
		WorkloadName name = TestSettings.workload("rotating");
		running.obtain(() -> jwt(next, claims((claims) -> claims.subject(name.toString()))));
		running.renew();
	}

	@Test
	@Order(8)
	void keysAreManagedByOperatorsAlone() throws Exception {
		Workload stranger = ca.workload("not-an-operator");
		stranger.obtain(stranger.register());
		assertThat(stranger
			.postMutually("/v1/admin/workload-keys/cosymesh/operator",
					Map.of("publicKey", Keys.pem("PUBLIC KEY", Keys.p256().getPublic())))
			.statusCode()).isEqualTo(403);
		assertThat(send(stranger, "DELETE", "/v1/admin/workload-keys/cosymesh/operator").statusCode()).isEqualTo(403);
		assertThat(send(stranger, "GET", "/v1/admin/workload-keys").statusCode()).isEqualTo(403);
	}

	@Test
	@Order(9)
	void operatorCannotLockThemselvesOutOrRegisterNonsense() throws Exception {
		remove("/v1/admin/workload-keys/cosymesh/operator", 409);
		remove("/v1/admin/workload-keys/cosymesh/nobody", 404);
		remove("/v1/admin/workload-keys/Not%20A/name", 400);
		for (Map<String, String> nonsense : List.of(Map.<String, String>of(), Map.of("publicKey", "x"),
				Map.of("publicKey", Keys.pem("PUBLIC KEY", Keys.rsa(2048).getPublic())))) {
			HttpResponse<String> answer = operator.postMutually("/v1/admin/workload-keys/cosymesh/x", nonsense);
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(Workload.json(answer).get("field").asString()).isEqualTo("publicKey");
		}
		HttpResponse<String> all = send(operator, "GET", "/v1/admin/workload-keys?removed=true");
		assertThat(Workload.json(all).get("keys")).anySatisfy((entry) -> {
			assertThat(entry.get("serviceAccount").asString()).isEqualTo("operator");
			assertThat(entry.get("source").asString()).isEqualTo("file");
		}).anySatisfy((entry) -> assertThat(entry.get("removedAt").isNull()).isFalse());
	}

	@Test
	@Order(10)
	void caThatMayNotReviewTokensSaysWhatToDoAndDoesNotStart(CapturedOutput log) throws Exception {
		cluster.forbid("create tokenreviews");
		Path other = Files.createDirectory(home.resolve("other"));
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> RunningCa.start(other, "cosymesh.ca.attestation.enabled=kubernetes",
					"cosymesh.ca.attestation.kubernetes.api-server=" + cluster.url(),
					"cosymesh.ca.attestation.kubernetes.ca-file=" + cluster.caFile(),
					"cosymesh.ca.attestation.kubernetes.token-file=" + cluster.tokenFile()));
		cluster.permit("create tokenreviews");
		assertThat(log).contains("may not create tokenreviews", "ClusterRole 'cosymesh-identity-ca'");
	}

	// Garbage is no secret, and its text may be a word of the log.
	private static void assertNowhere(CapturedOutput log, String token) {
		if (token.length() > 40) {
			assertThat(log).as("no token in the log").doesNotContain(token, token.substring(token.length() - 40));
		}
	}

	private static TestPod pod() {
		return cluster.run("cosymesh", "backend-api");
	}

	private static String ofDeletedPod() {
		TestPod pod = pod();
		String token = cluster.token(pod).sign();
		cluster.delete(pod);
		return token;
	}

	private static String ofRemovedKey() throws Exception {
		Workload leaver = ca.workload("leaver");
		String token = leaver.register().bearer();
		remove("/v1/admin/workload-keys/cosymesh/leaver", 200);
		return token;
	}

	private static String used(String token) throws Exception {
		assertThat(attest(token, Workload.csr()).statusCode()).isEqualTo(200);
		return token;
	}

	private static String joinToken(String serviceAccount) throws Exception {
		return Workload.json(operator.postMutually("/v1/admin/join-tokens", Map.of("serviceAccount", serviceAccount)))
			.get("token")
			.asString();
	}

	private static String confused() throws JOSEException {
		SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(UnaryOperator.identity()));
		jwt.sign(new MACSigner(key.getPublic().getEncoded()));
		return jwt.serialize();
	}

	private static String jwt(UnaryOperator<JWTClaimsSet.Builder> change) {
		return jwt(key, claims(change));
	}

	private static String jwt(KeyPair signer, JWTClaimsSet claims) {
		try {
			SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
			jwt.sign(new ECDSASigner((ECPrivateKey) signer.getPrivate()));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
		Instant now = Instant.now();
		return change
			.apply(new JWTClaimsSet.Builder().subject(BACKEND.toString())
				.audience(TestSettings.CA.toString())
				.issueTime(Date.from(now))
				.expirationTime(Date.from(now.plusSeconds(60)))
				.jwtID(UUID.randomUUID().toString()))
			.build();
	}

	private static HttpResponse<String> attest(String token, Map<String, ?> body) throws Exception {
		return ca.workload("backend-api").postAttested(token, body);
	}

	private static String thumbprintOfFile(String serviceAccount) throws Exception {
		HttpResponse<String> keys = send(operator, "GET", "/v1/admin/workload-keys/cosymesh/" + serviceAccount);
		return Workload.json(keys)
			.get("keys")
			.valueStream()
			.filter((entry) -> entry.get("source").asString().equals("file"))
			.findFirst()
			.orElseThrow()
			.get("thumbprint")
			.asString();
	}

	private static void remove(String path, int status) throws Exception {
		HttpResponse<String> answer = send(operator, "DELETE", path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
	}

	private static HttpResponse<String> send(Workload caller, String method, String path) throws Exception {
		try (HttpClient client = caller.mutualClient()) {
			return client.send(HttpRequest.newBuilder(ca.url().resolve(path))
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
		}
	}

	private static String metrics() throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(ca.managementPort()));
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		}
	}

	private static void assertRefused(HttpResponse<String> answer, String reason) {
		assertThat(answer.headers().firstValue("Content-Type")).as("%s: %s", reason, answer.statusCode())
			.hasValue("application/problem+json");
		assertThat(Workload.json(answer).get("reason").asString()).as(answer.body()).isEqualTo(reason);
		assertThat(Workload.json(answer).get("type").asString()).isEqualTo("urn:cosymesh:problem:" + reason);
	}

}
