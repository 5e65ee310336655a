package io.cosymesh.ca.attestation.jwks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.cluster.ServiceAccountToken;
import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.ca.cluster.TestPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JwksAttestorTests {

	private static final Instant NOON = Noon.clock().instant();

	private static final KeyPair STRANGER = Keys.rsa(2048);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private TestCluster cluster;

	private TestPod pod;

	@BeforeEach
	void start() {
		this.cluster = TestCluster.start(this.home, this.clock);
		this.pod = this.cluster.run("cosymesh", "backend-api");
	}

	@AfterEach
	void stop() {
		this.cluster.close();
	}

	@Test
	void tokenOfThePinnedIssuerProvesItsServiceAccount() {
		Attestor attestor = attestor(url());
		BearerDocument token = token((claims) -> {
		});
		assertThat(attestor.claims(token)).isTrue();
		Attestation attestation = attestor.attest(token);
		assertThat(attestation.workload()).isEqualTo(TestSettings.workload("backend-api"));
		assertThat(attestation.attestor()).isEqualTo("kubernetes-jwks");
		assertThat(attestation.instance()).startsWith(this.pod.uid());
		assertThat(this.cluster.reviews().count()).isZero();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wrongTokenIsRefused(String name, Consumer<ServiceAccountToken> change, Refusal refusal) {
		assertRefused(attestor(file()), token(change), refusal);
	}

	static Stream<Arguments> wrongTokenIsRefused() {
		return Stream.of(wrong("another audience", (token) -> token.audience("other"), Refusal.TOKEN_AUDIENCE),
				wrong("a second audience", (token) -> token.audience("identity-ca", "other"), Refusal.TOKEN_AUDIENCE),
				wrong("no audience", (token) -> token.without("aud"), Refusal.TOKEN_AUDIENCE),
				wrong("expired", (token) -> token.lasting(NOON.minusSeconds(3605), Duration.ofHours(1)),
						Refusal.TOKEN_EXPIRED),
				wrong("from the future", (token) -> token.lasting(NOON.plusSeconds(6), Duration.ofMinutes(10)),
						Refusal.TOKEN_NOT_YET_VALID),
				wrong("not before later", (token) -> token.claim("nbf", NOON.plusSeconds(6).getEpochSecond()),
						Refusal.TOKEN_NOT_YET_VALID),
				wrong("lives an hour and a second", (token) -> token.lasting(NOON, Duration.ofSeconds(3601)),
						Refusal.TOKEN_LIFETIME),
				wrong("lived long already",
						(token) -> token.lasting(NOON.minusSeconds(7200), Duration.ofHours(2).plusMinutes(30)),
						Refusal.TOKEN_LIFETIME),
				wrong("without exp", (token) -> token.without("exp"), Refusal.TOKEN_MALFORMED),
				wrong("without iat", (token) -> token.without("iat"), Refusal.TOKEN_MALFORMED),
				wrong("without what only a cluster writes", (token) -> token.without("kubernetes.io"),
						Refusal.TOKEN_MALFORMED),
				wrong("cluster claim of a wrong kind", (token) -> token.claim("kubernetes.io", "x"),
						Refusal.TOKEN_MALFORMED),
				wrong("without service account", (token) -> token.withoutInCluster("serviceaccount"),
						Refusal.TOKEN_MALFORMED),
				wrong("without service account UID",
						(token) -> token.claim("kubernetes.io",
								Map.of("namespace", "cosymesh", "serviceaccount", Map.of("name", "backend-api"))),
						Refusal.TOKEN_MALFORMED),
				wrong("sub of another account",
						(token) -> token.claim("sub", "system:serviceaccount:cosymesh:operator"),
						Refusal.TOKEN_MALFORMED),
				wrong("of no pod", (token) -> token.withoutInCluster("pod"), Refusal.TOKEN_NOT_POD_BOUND),
				wrong("another issuer", (token) -> token.claim("iss", "https://elsewhere"), Refusal.TOKEN_ISSUER),
				wrong("an issuer that begins alike", (token) -> token.claim("iss", TestCluster.ISSUER + "/"),
						Refusal.TOKEN_ISSUER),
				wrong("too long", (token) -> token.claim("x", "x".repeat(4096)), Refusal.TOKEN_TOO_LONG));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wrongSignatureIsRefused(String name, Function<ServiceAccountToken, String> sign, Refusal refusal) {
		assertRefused(attestor(file()), new BearerDocument(sign.apply(this.cluster.token(this.pod))), refusal);
	}

	static Stream<Arguments> wrongSignatureIsRefused() {
		return Stream.of(sign("none", ServiceAccountToken::unsigned, Refusal.TOKEN_UNSIGNED),
				sign("HMAC with the public key", ServiceAccountToken::confuse, Refusal.TOKEN_ALGORITHM),
				sign("by a stranger", (token) -> token.sign("stranger", STRANGER), Refusal.TOKEN_KEY_UNKNOWN),
				sign("by a stranger in the cluster's name", (token) -> token.sign("first", STRANGER),
						Refusal.TOKEN_SIGNATURE),
				sign("without key ID", (token) -> token.sign(null, STRANGER), Refusal.TOKEN_KEY_UNKNOWN),
				sign("cut off", (token) -> token.sign().substring(0, token.sign().length() - 8),
						Refusal.TOKEN_SIGNATURE));
	}

	@Test
	void algorithmThatIsNotListedIsRefused() {
		Attestor attestor = attestor(settings(file(), List.of("ES256"), null));
		assertRefused(attestor, token((claims) -> {
		}), Refusal.TOKEN_ALGORITHM);
	}

	@Test
	void algorithmOfAnotherKindOfKeyIsRefused() throws Exception {
		KeyPair curve = Keys.p256();
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("first").build(),
				new JWTClaimsSet.Builder().issuer(TestCluster.ISSUER).claim("kubernetes.io", Map.of()).build());
		token.sign(new ECDSASigner(curve.getPrivate(), Curve.P_256));
		assertRefused(attestor(file()), new BearerDocument(token.serialize()), Refusal.TOKEN_ALGORITHM);
	}

	@Test
	void namespaceThatIsNotServedIsRefused() {
		TestPod elsewhere = this.cluster.run("elsewhere", "backend-api");
		assertRefused(attestor(file()), new BearerDocument(this.cluster.token(elsewhere).sign()),
				Refusal.NAMESPACE_NOT_ALLOWED);
	}

	@Test
	void strangerCausesNoTraffic() {
		Attestor attestor = attestor(url());
		for (int i = 0; i < 20; i++) {
			assertRefused(attestor, token((claims) -> claims.claim("iss", "https://elsewhere")), Refusal.TOKEN_ISSUER);
		}
		assertThat(this.cluster.keySetReads()).isZero();
		for (int i = 0; i < 20; i++) {
			assertRefused(attestor, new BearerDocument(this.cluster.token(this.pod).sign("made-up-" + i, STRANGER)),
					Refusal.TOKEN_KEY_UNKNOWN);
		}
		assertThat(this.cluster.keySetReads()).isOne();
	}

	@Test
	void newKeyIsFoundOnceTheThrottleAllowsIt() {
		Attestor attestor = attestor(url());
		attestor.attest(token((claims) -> {
		}));
		this.cluster.rotateKey();
		assertRefused(attestor, token((claims) -> {
		}), Refusal.TOKEN_KEY_UNKNOWN);
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(attestor.attest(token((claims) -> {
		}))).isNotNull();
		assertThat(this.cluster.keySetReads()).isEqualTo(2);
	}

	@Test
	void knownKeysStayInForceWhileTheyCannotBeRead() {
		Attestor attestor = attestor(url());
		attestor.attest(token((claims) -> {
		}));
		this.cluster.fail(500);
		this.clock.advance(Duration.ofHours(1));
		assertThat(attestor.attest(token((claims) -> {
		}))).isNotNull();
	}

	@Test
	void keySetThatWasNeverReadMakesItUnavailable() {
		Attestor attestor = attestor(url());
		this.cluster.fail(500);
		BearerDocument token = token((claims) -> {
		});
		assertRefused(attestor, token, Refusal.KEY_SET_UNAVAILABLE);
		this.cluster.fail(0);
		assertRefused(attestor, token, Refusal.KEY_SET_UNAVAILABLE);
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(attestor.attest(token)).isNotNull();
	}

	@Test
	void serverThatTheFileDoesNotVerifyIsNotAsked() throws Exception {
		TestCluster other = TestCluster.start(Files.createDirectory(this.home.resolve("other")), this.clock);
		try (other) {
			JwksSettings settings = settings(url(), List.of("RS256"), other.caFile());
			assertRefused(attestor(settings), token((claims) -> {
			}), Refusal.KEY_SET_UNAVAILABLE);
			assertThat(this.cluster.keySetReads()).isZero();
		}
	}

	@Test
	void keySetThatIsTooLargeOrHoldsNothingUsableIsRefused() throws Exception {
		Path file = Path.of(file());
		for (String unusable : List.of("{\"keys\":[]}", "garbage", "x".repeat(70_000),
				new JWKSet(new ECKey.Builder(Curve.P_256, (ECPublicKey) Keys.p256().getPublic()).build()).toString())) {
			Files.writeString(file, unusable);
			assertRefused(attestor(file.toString()), token((claims) -> {
			}), Refusal.KEY_SET_UNAVAILABLE);
		}
	}

	@Test
	void renewalNeedsTheTokenAgain() {
		Attestor attestor = attestor(file());
		Attestation attestation = attestor.attest(token((claims) -> {
		}));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.requireStanding(attestation))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.DOCUMENT_REQUIRED);
	}

	@Test
	void issuerAndKeysMustBeConfigured() {
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> attestor(new JwksSettings(null, file(), null, null, "identity-ca", List.of(),
					List.of("RS256"), Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(5))))
			.withMessageContaining("kubernetes-jwks.issuer");
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> attestor("http://localhost/jwks"))
			.withMessageContaining("kubernetes-jwks.keys");
	}

	private BearerDocument token(Consumer<ServiceAccountToken> change) {
		ServiceAccountToken token = this.cluster.token(this.pod);
		change.accept(token);
		return new BearerDocument(token.sign());
	}

	private String url() {
		return this.cluster.url() + "/openid/v1/jwks";
	}

	private String file() {
		try {
			return Files.writeString(this.home.resolve("jwks.json"), this.cluster.keySet()).toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Attestor attestor(String keys) {
		return attestor(settings(keys, List.of("RS256", "ES256"), this.cluster.caFile()));
	}

	private JwksSettings settings(String keys, List<String> algorithms, @Nullable Path caFile) {
		return new JwksSettings(TestCluster.ISSUER, keys, caFile, this.cluster.tokenFile(), "identity-ca", List.of(),
				algorithms, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(5));
	}

	private Attestor attestor(JwksSettings settings) {
		return new JwksConfiguration().jwksAttestor(TestSettings.CA, settings, TestSettings.in(this.home), this.clock);
	}

	private static void assertRefused(Attestor attestor, BearerDocument token, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.attest(token))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private static Arguments wrong(String name, Consumer<ServiceAccountToken> change, Refusal refusal) {
		return arguments(name, change, refusal);
	}

	private static Arguments sign(String name, Function<ServiceAccountToken, String> sign, Refusal refusal) {
		return arguments(name, sign, refusal);
	}

}
