package io.cosymesh.ca.attestation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.util.Base64URL;
import io.spiffe.spiffeid.SpiffeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class WorkloadKeyAttestorTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final SpiffeId OPERATOR = TestSettings.workload("operator").spiffeId();

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	private final KeyPair key = Keys.p256();

	private WorkloadKeyAttestor attestor;

	@BeforeEach
	void registerKey() {
		Keys.register(this.home, BACKEND, this.key.getPublic());
		this.attestor = attestor(100);
	}

	@Test
	void jwtOfTheRegisteredKeyProvesItsName() {
		Attestation attestation = attest(jwt((claims) -> {
		}));
		assertThat(attestation.workload()).isEqualTo(BACKEND);
		assertThat(attestation.attestor()).isEqualTo("workload-key");
		assertThat(attestation.instance()).hasSize(64);
	}

	@Test
	void documentOfTheClientLibraryProvesItsName() throws Exception {
		Path file = Keys.write(this.home.resolve("key.pem"), "PRIVATE KEY", this.key.getPrivate());
		String bearer = new WorkloadKeyDocument(file, BACKEND, TestSettings.CA.spiffeId(), this.clock).bearer();
		assertThat(attest(bearer).workload()).isEqualTo(BACKEND);
	}

	@Test
	void ed25519KeyProvesItsName() {
		KeyPair edwards = Keys.ed25519();
		Keys.register(this.home, BACKEND, edwards.getPublic());
		assertThat(attest(sign(edwards, Map.of("alg", "EdDSA"), claims())).workload()).isEqualTo(BACKEND);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void jwtWithWrongClaimIsRefused(String name, Consumer<Map<String, Object>> change, Refusal refusal) {
		assertRefused(jwt(change), refusal);
	}

	static Stream<Arguments> jwtWithWrongClaimIsRefused() {
		long now = Noon.clock().instant().getEpochSecond();
		return Stream.of(wrong("no sub", (claims) -> claims.remove("sub"), Refusal.TOKEN_MALFORMED),
				wrong("no aud", (claims) -> claims.remove("aud"), Refusal.TOKEN_AUDIENCE),
				wrong("no exp", (claims) -> claims.remove("exp"), Refusal.TOKEN_MALFORMED),
				wrong("no iat", (claims) -> claims.remove("iat"), Refusal.TOKEN_MALFORMED),
				wrong("no jti", (claims) -> claims.remove("jti"), Refusal.TOKEN_MALFORMED),
				wrong("jti too long", (claims) -> claims.put("jti", "x".repeat(129)), Refusal.TOKEN_MALFORMED),
				wrong("other audience", (claims) -> claims.put("aud", "https://other"), Refusal.TOKEN_AUDIENCE),
				wrong("CA and another audience",
						(claims) -> claims.put("aud", List.of(TestSettings.CA.toString(), "https://other")),
						Refusal.TOKEN_AUDIENCE),
				wrong("expired", (claims) -> claims.put("exp", now - 5), Refusal.TOKEN_EXPIRED),
				wrong("lives 61 seconds", (claims) -> claims.put("exp", now + 61), Refusal.TOKEN_LIFETIME),
				wrong("exp as far as numbers go", (claims) -> claims.put("exp", Long.MAX_VALUE / 1000),
						Refusal.TOKEN_LIFETIME),
				wrong("from the future", (claims) -> claims.put("iat", now + 6), Refusal.TOKEN_NOT_YET_VALID),
				wrong("someone unregistered", (claims) -> claims.put("sub", BACKEND.toString() + "-2"),
						Refusal.UNKNOWN_WORKLOAD),
				wrong("path out of the directory",
						(claims) -> claims.put("sub", "spiffe://cosymesh.local/ns/..%2f..%2fetc/sa/passwd"),
						Refusal.TOKEN_MALFORMED),
				wrong("not a SPIFFE ID", (claims) -> claims.put("sub", "backend-api"), Refusal.TOKEN_MALFORMED),
				wrong("sub in capitals",
						(claims) -> claims.put("sub", "SPIFFE://cosymesh.local/ns/cosymesh/sa/backend-api"),
						Refusal.TOKEN_MALFORMED));
	}

	@Test
	void jwtOfAnotherKeyIsRefused() {
		assertRefused(sign(Keys.p256(), Map.of("alg", "ES256"), claims()), Refusal.TOKEN_SIGNATURE);
	}

	@Test
	void jwtSignedWithThePublicKeyAsSecretIsRefused() {
		assertRefused(sign(this.key, Map.of("alg", "HS256"), claims()), Refusal.TOKEN_ALGORITHM);
	}

	@Test
	void jwtWithoutSignatureIsRefused() {
		String unsigned = encode(Map.of("alg", "none")) + "." + encode(claims()) + ".";
		assertRefused(unsigned, Refusal.TOKEN_UNSIGNED);
		String signedAsIfNot = sign(this.key, Map.of("alg", "None"), claims());
		assertRefused(signedAsIfNot, Refusal.TOKEN_UNSIGNED);
		assertRefused(encode(Map.of("alg", "ES256")) + "." + encode(claims()) + ".", Refusal.TOKEN_UNSIGNED);
	}

	@Test
	void jwtLongerThanAnyHonestOneIsRefused() {
		assertRefused(jwt((claims) -> claims.put("jti", "x".repeat(4096))), Refusal.TOKEN_TOO_LONG);
	}

	@Test
	void jwtThatBringsItsOwnKeyIsRefused() {
		assertRefused(sign(this.key, Map.of("alg", "ES256", "jku", "https://evil.example/jwks"), claims()),
				Refusal.TOKEN_MALFORMED);
	}

	@Test
	void jwtWithAlteredClaimsIsRefused() {
		String[] parts = jwt((claims) -> {
		}).split("\\.");
		Map<String, Object> altered = claims();
		altered.put("jti", "another");
		assertRefused(parts[0] + "." + encode(altered) + "." + parts[2], Refusal.TOKEN_SIGNATURE);
	}

	@Test
	void jwtIsGoodForOneUse() {
		String jwt = jwt((claims) -> {
		});
		attest(jwt);
		assertRefused(jwt, Refusal.TOKEN_REPLAYED);
	}

	@Test
	void jwtIsRefusedForAsLongAsItCouldBeReplayed() {
		String jwt = jwt((claims) -> {
		});
		attest(jwt);
		this.clock.advance(Duration.ofSeconds(64));
		assertRefused(jwt, Refusal.TOKEN_REPLAYED);
		this.clock.advance(Duration.ofSeconds(1));
		assertRefused(jwt, Refusal.TOKEN_EXPIRED);
	}

	@Test
	void refusedDocumentsTakeNoRoomInTheReplayCache() {
		this.attestor = attestor(1);
		for (int i = 0; i < 3; i++) {
			assertRefused(sign(Keys.p256(), Map.of("alg", "ES256"), claims()), Refusal.TOKEN_SIGNATURE);
		}
		assertThat(attest(jwt((claims) -> {
		})).workload()).isEqualTo(BACKEND);
	}

	@Test
	void registrationIsReadAnewForEveryAttestation() {
		KeyPair next = Keys.p256();
		Keys.register(this.home, BACKEND, next.getPublic());
		assertRefused(jwt((claims) -> {
		}), Refusal.TOKEN_SIGNATURE);
		assertThat(attest(sign(next, Map.of("alg", "ES256"), claims())).workload()).isEqualTo(BACKEND);
	}

	@Test
	void registrationOfAnUnfitKeyIsRefused() {
		Keys.register(this.home, BACKEND, Keys.rsa(2048).getPublic());
		assertRefused(jwt((claims) -> {
		}), Refusal.REGISTRATION_UNUSABLE);
		Keys.register(this.home, BACKEND, Keys.ec("secp384r1").getPublic());
		assertRefused(jwt((claims) -> {
		}), Refusal.REGISTRATION_UNUSABLE);
	}

	@Test
	void registrationStandsUntilItIsReplacedOrGone() throws Exception {
		Attestation attestation = attest(jwt((claims) -> {
		}));
		this.attestor.requireStanding(attestation);
		Path file = Keys.register(this.home, BACKEND, Keys.p256().getPublic());
		assertFallen(attestation);
		Files.delete(file);
		assertFallen(attestation);
	}

	@Test
	void removedKeyIsRefusedAtOnceAndStaysRefusedWhileItsFileRemains() {
		Attestation attestation = attest(jwt((claims) -> {
		}));
		this.keys().remove(BACKEND, (key) -> true, OPERATOR);
		assertRefused(jwt((claims) -> {
		}), Refusal.REGISTRATION_WITHDRAWN);
		assertFallen(attestation);
		keys().register(BACKEND, pem(this.key), OPERATOR);
		this.attestor.requireStanding(attest(jwt((claims) -> {
		})));
	}

	@Test
	void removedKeyIsToldFromAStrangersWhileAnotherKeyIsRegistered() {
		KeyPair next = Keys.p256();
		keys().register(BACKEND, pem(next), OPERATOR);
		assertThat(attest(sign(next, Map.of("alg", "ES256"), claims()))).isNotNull();
		assertThat(attest(jwt((claims) -> {
		}))).isNotNull();
		keys().remove(BACKEND, (key) -> key.registeredBy() == null, OPERATOR);
		assertRefused(jwt((claims) -> {
		}), Refusal.REGISTRATION_WITHDRAWN);
		assertRefused(sign(Keys.p256(), Map.of("alg", "ES256"), claims()), Refusal.TOKEN_SIGNATURE);
		assertThat(attest(sign(next, Map.of("alg", "ES256"), claims()))).isNotNull();
	}

	private WorkloadKeys keys() {
		return TestKeys.in(this.home, this.database, this.clock);
	}

	private static String pem(KeyPair pair) {
		return Keys.pem("PUBLIC KEY", pair.getPublic());
	}

	private void assertFallen(Attestation attestation) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.attestor.requireStanding(attestation))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.REGISTRATION_WITHDRAWN);
	}

	private WorkloadKeyAttestor attestor(int replayCacheSize) {
		return new WorkloadKeyAttestor(TestSettings.CA, keys(),
				new UsedDocuments(this.database.client(), this.clock, replayCacheSize), this.clock,
				Duration.ofSeconds(5));
	}

	private Attestation attest(String bearer) {
		BearerDocument document = new BearerDocument(bearer);
		return this.attestor.attest(document);
	}

	private void assertRefused(String bearer, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attest(bearer))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private String jwt(Consumer<Map<String, Object>> change) {
		Map<String, Object> claims = claims();
		change.accept(claims);
		return sign(this.key, Map.of("alg", "ES256"), claims);
	}

	private Map<String, Object> claims() {
		Instant now = this.clock.instant();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("sub", BACKEND.toString());
		claims.put("aud", TestSettings.CA.toString());
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", now.getEpochSecond() + 60);
		claims.put("jti", UUID.randomUUID().toString());
		return claims;
	}

	private static String sign(KeyPair key, Map<String, Object> header, Map<String, Object> claims) {
		String input = encode(header) + "." + encode(claims);
		try {
			Signature signature = Signature
				.getInstance(key.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSAinP1363Format" : "Ed25519");
			signature.initSign(key.getPrivate());
			signature.update(input.getBytes(StandardCharsets.US_ASCII));
			return input + "." + Base64URL.encode(signature.sign());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(Map<String, Object> json) {
		return Base64URL.encode(JsonMapper.shared().writeValueAsString(json)).toString();
	}

	private static Arguments wrong(String name, Consumer<Map<String, Object>> change, Refusal refusal) {
		return arguments(name, change, refusal);
	}

}
