package io.cosymesh.identity.jwt;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestJwtAuthority;
import io.cosymesh.identity.test.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * JWT-SVID.md as a verifier sees it, line by line: J-1 to J-4.
 */
@DisplayName("JWT-SVID conformance")
class JwtSvidConformanceTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String AUDIENCE = "spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine";

	private static final TestCa CA = TestCa.create();

	private static final TestJwtAuthority EC = TestJwtAuthority.create("ec");

	private static final TestJwtAuthority P384 = new TestJwtAuthority("p384", TestKeys.ec("secp384r1"));

	private static final TestJwtAuthority P521 = new TestJwtAuthority("p521", TestKeys.ec("secp521r1"));

	private static final TestJwtAuthority RSA = new TestJwtAuthority("rsa", TestKeys.of("RSA"));

	private static final String SUBJECT = CA.name("backend-api").toString();

	private final MovableClock clock = new MovableClock(InstantSource.system().instant());

	private final String good = EC.svid(CA.name("backend-api").spiffeId(), AUDIENCE, this.clock.instant());

	private final TrustBundle bundle = P521.addTo(P384.addTo(RSA.addTo(EC.addTo(CA.bundle()))));

	private final JwtSvidVerifier verifier = new JwtSvidVerifier(TrustBundleSource.of(this.bundle), this.clock);

	@Test
	@DisplayName("J-1 a good token is accepted, and read as what it says")
	void acceptsAGoodToken() throws Exception {
		Instant now = Instant.ofEpochSecond(this.clock.instant().getEpochSecond());
		String token = EC.svid(CA.name("backend-api").spiffeId(), AUDIENCE, this.clock.instant());
		JwtSvid svid = this.verifier.verify(token, AUDIENCE);
		assertThat(svid.subject()).hasToString(SUBJECT);
		assertThat(svid.audience()).containsExactly(AUDIENCE);
		assertThat(svid.issuedAt()).isEqualTo(now);
		assertThat(svid.expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
		assertThat(svid.token()).isEqualTo(token);
	}

	@ParameterizedTest(name = "J-1 {0} is accepted")
	@CsvSource({ "RS256, rsa", "RS384, rsa", "RS512, rsa", "PS256, rsa", "PS384, rsa", "PS512, rsa", "ES256, ec",
			"ES384, p384", "ES512, p521" })
	void acceptsEveryAlgorithmOfTheProfile(String algorithm, String keyId) throws Exception {
		String token = authority(keyId).sign(algorithm, header(algorithm, keyId), claims().toString());
		assertThat(this.verifier.verify(token, AUDIENCE).subject()).hasToString(SUBJECT);
	}

	@ParameterizedTest(name = "J-1 alg {0} is refused")
	@ValueSource(strings = { "none", "None", "NONE", "HS256", "HS384", "HS512", "EdDSA", "Ed25519", "ES256K", "es256",
			"RS1", "A128KW", "" })
	void refusesOtherAlgorithms(String algorithm) {
		assertRefused(EC.sign("ES256", header(algorithm, "ec"), claims().toString()),
				JwtSvidRefusal.UNSUPPORTED_ALGORITHM);
	}

	@ParameterizedTest(name = "J-1 header {0} has no algorithm and is refused")
	@ValueSource(strings = { "{}", "{\"kid\":\"ec\"}", "{\"alg\":null}", "{\"alg\":5}", "{\"alg\":[\"ES256\"]}" })
	void refusesAHeaderWithoutAlgorithm(String header) {
		assertRefused(EC.sign("ES256", header, claims().toString()), JwtSvidRefusal.UNSUPPORTED_ALGORITHM);
	}

	@Test
	@DisplayName("J-1 an unsigned token is refused")
	void refusesAnUnsignedToken() {
		String none = Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(claims().toString()) + ".";
		assertRefused(none, JwtSvidRefusal.UNSUPPORTED_ALGORITHM);
		String stripped = this.good.substring(0, this.good.lastIndexOf('.') + 1);
		assertRefused(stripped, JwtSvidRefusal.INVALID_SIGNATURE);
	}

	@Test
	@DisplayName("J-1 a public key is no shared secret")
	void refusesKeyConfusion() throws Exception {
		String input = Base64URL.encode(header("HS256", "rsa")) + "." + Base64URL.encode(claims().toString());
		String confused = input + "." + new MACSigner(RSA.keys().getPublic().getEncoded())
			.sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
		assertRefused(confused, JwtSvidRefusal.UNSUPPORTED_ALGORITHM);
	}

	@ParameterizedTest(name = "J-1 {0} with the key {1} is refused")
	@CsvSource({ "ES256, rsa", "RS256, ec", "PS256, ec", "ES384, ec", "ES512, ec", "ES256, p384", "ES256, p521" })
	void keyDecidesTheAlgorithm(String algorithm, String keyId) {
		TestJwtAuthority signer = algorithm.startsWith("ES") ? anyOf(algorithm) : RSA;
		assertRefused(signer.sign(algorithm, header(algorithm, keyId), claims().toString()),
				JwtSvidRefusal.UNSUITABLE_KEY);
	}

	@Test
	@DisplayName("J-1 an RSA key of 1024 bits is refused")
	void refusesAWeakKey() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		TestJwtAuthority weak = new TestJwtAuthority("weak", generator.generateKeyPair());
		JwtSvidVerifier trusting = new JwtSvidVerifier(TrustBundleSource.of(weak.addTo(CA.bundle())), this.clock);
		String token = weak.sign("RS256", header("RS256", "weak"), claims().toString());
		assertThat(
				catchThrowableOfType(JwtSvidRefusedException.class, () -> trusting.verify(token, AUDIENCE)).refusal())
			.isEqualTo(JwtSvidRefusal.UNSUITABLE_KEY);
	}

	@ParameterizedTest(name = "J-1 header parameter {0} is refused")
	@ValueSource(strings = { "\"crit\":[\"exp\"]", "\"b64\":false", "\"jwk\":{}", "\"jku\":\"https://example.org\"",
			"\"x5c\":[]", "\"x5u\":\"https://example.org\"", "\"x5t\":\"AA\"", "\"x5t#S256\":\"AA\"", "\"cty\":\"JWT\"",
			"\"zip\":\"DEF\"", "\"enc\":\"A128GCM\"", "\"private\":1" })
	void refusesOtherHeaderParameters(String parameter) {
		assertRefused(
				EC.sign("ES256", "{\"alg\":\"ES256\",\"kid\":\"ec\",%s}".formatted(parameter), claims().toString()),
				JwtSvidRefusal.FORBIDDEN_HEADER);
	}

	@ParameterizedTest(name = "J-1 typ {0} is accepted")
	@ValueSource(strings = { "JWT", "JOSE" })
	void acceptsTypes(String type) throws Exception {
		String header = "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"%s\"}".formatted(type);
		assertThat(this.verifier.verify(EC.sign("ES256", header, claims().toString()), AUDIENCE)).isNotNull();
	}

	@ParameterizedTest(name = "J-1 typ {0} is refused")
	@ValueSource(strings = { "\"jwt\"", "\"wit+jwt\"", "\"at+jwt\"", "\"\"", "1", "null" })
	void refusesOtherTypes(String type) {
		String header = "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":%s}".formatted(type);
		assertRefused(EC.sign("ES256", header, claims().toString()), JwtSvidRefusal.WRONG_TYPE);
	}

	@Test
	@DisplayName("J-1 kid is optional, and a key ID that isn't a text is refused")
	void keyIdIsOptional() throws Exception {
		assertThat(
				this.verifier.verify(EC.sign("ES256", "{\"alg\":\"ES256\"}", claims().toString()), AUDIENCE).subject())
			.hasToString(SUBJECT);
		assertRefused(TestJwtAuthority.create("ec").sign("ES256", "{\"alg\":\"ES256\"}", claims().toString()),
				JwtSvidRefusal.INVALID_SIGNATURE);
		assertRefused(EC.sign("ES256", "{\"alg\":\"ES256\",\"kid\":7}", claims().toString()),
				JwtSvidRefusal.MALFORMED_TOKEN);
	}

	@ParameterizedTest(name = "J-1 only compact serialization: {0}")
	@ValueSource(strings = { "", ".", "..", "a.b", "a.b.c.d.e", "not a token", "{\"payload\":\"\",\"signatures\":[]}",
			"W10.W10.W10", "e30=.e30.AA", "e30.e30 .AA", "Bearer e30.e30.AA" })
	void refusesWhatIsNotCompactSerialization(String token) {
		JwtSvidRefusedException ex = refusal(token);
		assertThat(ex.refusal()).isIn(JwtSvidRefusal.MALFORMED_TOKEN, JwtSvidRefusal.UNSUPPORTED_ALGORITHM);
	}

	@Test
	@DisplayName("J-1 a token is written in one way only")
	void refusesOtherSpellingsOfTheSameToken() {
		String token = this.good;
		// The last character of 64 bytes has four bits to spare.
		char last = token.charAt(token.length() - 1);
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		String twin = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
		assertRefused(twin, JwtSvidRefusal.MALFORMED_TOKEN);
		assertRefused(token + "==", JwtSvidRefusal.MALFORMED_TOKEN);
		assertRefused(token + "\n", JwtSvidRefusal.MALFORMED_TOKEN);
		assertRefused(EC.sign("ES256", "{\"alg\":\"none\",\"alg\":\"ES256\"}", claims().toString()),
				JwtSvidRefusal.MALFORMED_TOKEN);
		assertRefused(EC.sign("ES256", header("ES256", "ec"), "{\"sub\":\"x\"," + claims().toString().substring(1)),
				JwtSvidRefusal.MALFORMED_TOKEN);
		assertRefused(EC.sign("ES256", header("ES256", "ec"), claims() + "{}"), JwtSvidRefusal.MALFORMED_TOKEN);
	}

	@Test
	@DisplayName("J-1 a token longer than 8 KiB is refused unread")
	void refusesAnEndlessToken() throws Exception {
		assertRefused(signed(claims().put("more", "x".repeat(6200))), JwtSvidRefusal.TOKEN_TOO_LARGE);
		assertThat(this.verifier.verify(signed(claims().put("more", "x".repeat(5500))), AUDIENCE)).isNotNull();
	}

	@ParameterizedTest(name = "J-2 sub {0} is refused")
	@ValueSource(strings = { "null", "5", "\"\"", "\"backend-api\"", "\"spiffe://cosymesh.local\"",
			"\"spiffe://cosymesh.local/\"", "\"spiffe://COSYMESH.local/a\"", "\"spiffe://cosymesh.local/a?b\"",
			"\"https://cosymesh.local/a\"", "\"spiffe://cosymesh.local/a/../b\"", "[\"spiffe://cosymesh.local/a\"]" })
	void refusesOtherSubjects(String subject) {
		assertRefused(signed(claims().set("sub", JSON.readTree(subject))), JwtSvidRefusal.INVALID_SUBJECT);
	}

	@Test
	@DisplayName("J-2 a token without sub is refused")
	void refusesATokenWithoutSubject() {
		assertRefused(signed(without("sub")), JwtSvidRefusal.INVALID_SUBJECT);
	}

	@Test
	@DisplayName("J-2 aud is a text or a list of texts, and other claims are passed over")
	void acceptsBothShapesOfAudience() throws Exception {
		assertThat(this.verifier.verify(signed(claims().put("aud", AUDIENCE)), AUDIENCE).audience())
			.containsExactly(AUDIENCE);
		JsonNode several = JSON.readTree("[\"other\",\"%s\"]".formatted(AUDIENCE));
		ObjectNode claims = (ObjectNode) claims().set("aud", several);
		assertThat(this.verifier.verify(signed(claims.put("jti", "1").put("role", "admin")), AUDIENCE).audience())
			.containsExactly("other", AUDIENCE);
	}

	@ParameterizedTest(name = "J-3 aud {0} is refused as none")
	@ValueSource(strings = { "null", "[]", "\"\"", "[\"\"]", "{}", "5" })
	void refusesATokenForNobody(String audience) {
		assertRefused(signed(claims().set("aud", JSON.readTree(audience))), JwtSvidRefusal.NO_AUDIENCE);
	}

	@Test
	@DisplayName("J-3 a token without aud, or for somebody else, is refused")
	void refusesATokenForSomebodyElse() {
		assertRefused(signed(without("aud")), JwtSvidRefusal.NO_AUDIENCE);
		assertRefused(signed(claims().put("aud", "somebody-else")), JwtSvidRefusal.WRONG_AUDIENCE);
		assertRefused(signed(claims().put("aud", AUDIENCE.toUpperCase(Locale.ROOT))), JwtSvidRefusal.WRONG_AUDIENCE);
		assertRefused(signed(claims().set("aud", JSON.readTree("[[\"%s\"]]".formatted(AUDIENCE)))),
				JwtSvidRefusal.MALFORMED_TOKEN);
	}

	@Test
	@DisplayName("J-3 a token without exp is refused")
	void refusesATokenWithoutExpiry() {
		assertRefused(signed(without("exp")), JwtSvidRefusal.NO_EXPIRY);
		assertRefused(signed(claims().putNull("exp")), JwtSvidRefusal.NO_EXPIRY);
	}

	@ParameterizedTest(name = "J-3 exp {0} is refused")
	@ValueSource(
			strings = { "\"2999999999\"", "-1", "1e999", "99999999999999999999", "true", "[]", "9223372036854775807" })
	void refusesWhatIsNoTime(String time) {
		assertRefused(signed(claims().set("exp", JSON.readTree(time))), JwtSvidRefusal.MALFORMED_TOKEN);
	}

	@Test
	@DisplayName("J-3 an expired token is refused, clocks may be ten seconds apart")
	void refusesAnExpiredToken() throws Exception {
		String token = this.good;
		this.clock.advance(Duration.ofMinutes(5).plusSeconds(8));
		assertThat(this.verifier.verify(token, AUDIENCE)).isNotNull();
		this.clock.advance(Duration.ofSeconds(3));
		assertRefused(token, JwtSvidRefusal.EXPIRED);
	}

	@ParameterizedTest(name = "J-3 a token whose {0} is in the future is refused")
	@ValueSource(strings = { "nbf", "iat" })
	void refusesATokenOfTheFuture(String claim) throws Exception {
		long now = this.clock.instant().getEpochSecond();
		assertRefused(signed(claims().put(claim, now + 60)), JwtSvidRefusal.NOT_YET_VALID);
		assertThat(this.verifier.verify(signed(claims().put(claim, now + 5)), AUDIENCE)).isNotNull();
	}

	@Test
	@DisplayName("J-4 a key counts with use=jwt-svid and a kid only")
	void bundleEntriesNeedUseAndKeyId() throws Exception {
		ObjectNode document = (ObjectNode) SpiffeBundleFormat.toJson(EC.addTo(CA.bundle()));
		assertThat(verifying(document).verify(this.good, AUDIENCE)).isNotNull();
		JsonNode entry = document.path("keys")
			.valueStream()
			.filter((key) -> key.path("use").asString().equals("jwt-svid"))
			.findFirst()
			.orElseThrow();
		assertThat(entry.path("kid").asString()).isEqualTo("ec");
		((ObjectNode) entry).remove("kid");
		assertThat(refusal(verifying(document), this.good).refusal()).isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
		((ObjectNode) entry).put("kid", "ec").put("use", "sig");
		assertThat(refusal(verifying(document), this.good).refusal()).isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
	}

	@Test
	@DisplayName("J-4 a key that the bundle doesn't name is unknown")
	void refusesAnUnknownKey() {
		assertRefused(
				TestJwtAuthority.create("other")
					.svid(CA.name("backend-api").spiffeId(), AUDIENCE, this.clock.instant()),
				JwtSvidRefusal.UNKNOWN_KEY);
		assertRefused(
				TestJwtAuthority.create("ec").svid(CA.name("backend-api").spiffeId(), AUDIENCE, this.clock.instant()),
				JwtSvidRefusal.INVALID_SIGNATURE);
	}

	@Test
	@DisplayName("J-4 only the bundle of the subject's trust domain counts")
	void neverVerifiesOneTrustDomainWithTheKeysOfAnother() throws Exception {
		TestCa other = TestCa.create("other.local", this.clock);
		TestJwtAuthority theirs = TestJwtAuthority.create("theirs");
		Map<String, TrustBundle> bundles = Map.of("cosymesh.local", this.bundle, "other.local",
				theirs.addTo(other.bundle()));
		JwtSvidVerifier federated = new JwtSvidVerifier(
				(trustDomain) -> Optional.ofNullable(bundles.get(trustDomain.getName())), this.clock);
		Instant now = this.clock.instant();
		assertThat(
				federated.verify(theirs.svid(other.name("backend-api").spiffeId(), AUDIENCE, now), AUDIENCE).subject())
			.hasToString("spiffe://other.local/ns/cosymesh/sa/backend-api");
		assertThat(refusal(federated, theirs.svid(CA.name("backend-api").spiffeId(), AUDIENCE, now)).refusal())
			.isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
		assertThat(refusal(federated, EC.svid(other.name("backend-api").spiffeId(), AUDIENCE, now)).refusal())
			.isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
		assertRefused(theirs.svid(other.name("backend-api").spiffeId(), AUDIENCE, now),
				JwtSvidRefusal.UNKNOWN_TRUST_DOMAIN);
	}

	@Test
	@DisplayName("J-4 X.509 authorities verify no tokens")
	void x509AuthoritiesVerifyNoTokens() {
		JwtSvidVerifier x509Only = new JwtSvidVerifier(TrustBundleSource.of(CA.bundle()), this.clock);
		assertThat(refusal(x509Only, this.good).refusal()).isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
		assertThat(refusal(x509Only, EC.sign("ES256", "{\"alg\":\"ES256\"}", claims().toString())).refusal())
			.isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
	}

	@Test
	@DisplayName("a token is never printed")
	void tokenIsMasked() throws Exception {
		JwtSvid svid = this.verifier.verify(this.good, AUDIENCE);
		assertThat(svid.toString()).contains("token=******").doesNotContain(this.good.substring(0, 20));
		assertThat(refusal(this.good + "A")).hasMessageNotContaining(this.good.substring(0, 20)).hasNoCause();
	}

	private ObjectNode claims() {
		ObjectNode claims = JSON.createObjectNode();
		claims.put("sub", SUBJECT).put("aud", AUDIENCE);
		return claims.put("exp", this.clock.instant().plusSeconds(300).getEpochSecond());
	}

	private ObjectNode without(String claim) {
		ObjectNode claims = claims();
		claims.remove(claim);
		return claims;
	}

	private static String signed(JsonNode claims) {
		return EC.sign("ES256", header("ES256", "ec"), claims.toString());
	}

	private static String header(String algorithm, String keyId) {
		return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm, keyId);
	}

	private static TestJwtAuthority authority(String keyId) {
		return switch (keyId) {
			case "ec" -> EC;
			case "p384" -> P384;
			case "p521" -> P521;
			default -> RSA;
		};
	}

	private static TestJwtAuthority anyOf(String algorithm) {
		return authority(switch (algorithm) {
			case "ES384" -> "p384";
			case "ES512" -> "p521";
			default -> "ec";
		});
	}

	private JwtSvidVerifier verifying(JsonNode document) {
		return new JwtSvidVerifier(TrustBundleSource.of(SpiffeBundleFormat.parse(this.bundle.trustDomain(), document)),
				this.clock);
	}

	private void assertRefused(String token, JwtSvidRefusal refusal) {
		assertThat(refusal(token).refusal()).isEqualTo(refusal);
	}

	private JwtSvidRefusedException refusal(String token) {
		return refusal(this.verifier, token);
	}

	private static JwtSvidRefusedException refusal(JwtSvidVerifier verifier, String token) {
		JwtSvidRefusedException ex = catchThrowableOfType(JwtSvidRefusedException.class,
				() -> verifier.verify(token, AUDIENCE));
		assertThat(ex).isNotNull().hasNoCause().hasMessageStartingWith(ex.refusal().code() + ": ");
		return ex;
	}

}
