package io.cosymesh.identity.caller;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallerTokenTests {

	private static final VouchedCaller ADA = new VouchedCaller("acme", "ada", Set.of("speech", "voices"),
			"2001:db8::7");

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-30T08:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource gateway = this.ca.svidSource("webui-service");

	private final Call call = call("backend-api", "POST", "/api/v1/speech?marks=true");

	private final CallerTokenSigner signer = new CallerTokenSigner(this.gateway, this.clock);

	private final CallerTokenVerifier verifier = verifier(this.ca.bundle());

	@Test
	void callerComesThroughAsTheGatewayNamedIt() throws Exception {
		assertThat(verify(this.signer.sign(ADA, this.call))).isEqualTo(ADA);
	}

	@Test
	void callerWithoutScopesAndAddressComesThrough() throws Exception {
		VouchedCaller nobodyInParticular = new VouchedCaller("default", "x", Set.of(), null);
		assertThat(verify(this.signer.sign(nobodyInParticular, this.call))).isEqualTo(nobodyInParticular);
	}

	@Test
	void renewedSvidSignsAtOnce() throws Exception {
		verify(this.signer.sign(ADA, this.call));
		this.gateway.publish(this.ca.svid("webui-service").svid(), this.ca.bundle());
		assertThat(verify(this.signer.sign(ADA, this.call))).isEqualTo(ADA);
	}

	@Test
	void rsaKeysSignToo() throws Exception {
		SvidSource rsa = new SvidSource(this.ca.name("webui-service"), this.clock);
		rsa.publish(this.ca.wrong("webui-service").rsa().svid(), this.ca.bundle());
		assertThat(verify(new CallerTokenSigner(rsa, this.clock).sign(ADA, this.call))).isEqualTo(ADA);
	}

	@Test
	void withoutSvidNobodyIsVouchedFor() {
		CallerTokenSigner early = new CallerTokenSigner(new SvidSource(this.ca.name("webui-service"), this.clock),
				this.clock);
		assertThatIllegalStateException().isThrownBy(() -> early.sign(ADA, this.call));
	}

	@ParameterizedTest
	@MethodSource
	void tokenIsGoodForItsOwnRequestAlone(String service, String method, String target, CallerTokenRefusal refusal) {
		String token = this.signer.sign(ADA, this.call);
		assertRefused(refusal, this.verifier, token, "webui-service", call(service, method, target));
	}

	static Stream<Arguments> tokenIsGoodForItsOwnRequestAlone() {
		return Stream.of(
				Arguments.of("inference-engine", "POST", "/api/v1/speech?marks=true",
						CallerTokenRefusal.WRONG_RECIPIENT),
				Arguments.of("backend-api", "GET", "/api/v1/speech?marks=true", CallerTokenRefusal.WRONG_REQUEST),
				Arguments.of("backend-api", "POST", "/api/v1/speech", CallerTokenRefusal.WRONG_REQUEST),
				Arguments.of("backend-api", "POST", "/api/v1/voices", CallerTokenRefusal.WRONG_REQUEST));
	}

	@Test
	void tokenIsGoodForAMinuteAndTheClocksDifference() throws Exception {
		String token = this.signer.sign(ADA, this.call);
		this.clock.advance(Duration.ofSeconds(70));
		assertThat(verify(token)).isEqualTo(ADA);
		this.clock.advance(Duration.ofSeconds(1));
		assertRefused(CallerTokenRefusal.NOT_IN_TIME, token);
	}

	@Test
	void tokenOfTheFutureIsRefused() {
		MovableClock ahead = new MovableClock(this.clock.instant().plusSeconds(11));
		assertRefused(CallerTokenRefusal.NOT_IN_TIME, new CallerTokenSigner(this.gateway, ahead).sign(ADA, this.call));
	}

	@Test
	void longLivedTokenIsRefused() throws Exception {
		TestSvid svid = this.ca.svid("webui-service");
		assertRefused(CallerTokenRefusal.NOT_IN_TIME,
				signed(svid, claims().expirationTime(Date.from(this.clock.instant().plusSeconds(61))).build()));
	}

	@Test
	void anotherWorkloadCantVouchThroughTheGateway() {
		String token = new CallerTokenSigner(this.ca.svidSource("audio-processor"), this.clock).sign(ADA, this.call);
		assertRefused(CallerTokenRefusal.WRONG_SIGNER, token);
	}

	@Test
	void tokenOfTheGatewayIsWorthNothingInAnothersHands() {
		assertRefused(CallerTokenRefusal.WRONG_SIGNER, this.verifier, this.signer.sign(ADA, this.call),
				"audio-processor", this.call);
	}

	@Test
	void strangersCaCantVouch() {
		TestCa stranger = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);
		String token = new CallerTokenSigner(stranger.svidSource("webui-service"), this.clock).sign(ADA, this.call);
		assertRefused(CallerTokenRefusal.UNTRUSTED_SIGNER, token);
	}

	@Test
	void expiredSvidCantVouchAlthoughItOnceDid() throws Exception {
		SvidSource brief = this.ca.svidSource("webui-service", Duration.ofSeconds(30));
		CallerTokenSigner late = new CallerTokenSigner(brief, this.clock);
		assertThat(verify(late.sign(ADA, this.call))).isEqualTo(ADA);
		this.clock.advance(Duration.ofSeconds(31));
		assertRefused(CallerTokenRefusal.UNTRUSTED_SIGNER, late.sign(ADA, this.call));
	}

	@Test
	void changedBundleIsHeldAgainstSignersAlreadyKnown() throws Exception {
		TrustBundle[] current = { this.ca.bundle() };
		CallerTokenVerifier live = new CallerTokenVerifier((domain) -> Optional.of(current[0]), this.clock);
		String token = this.signer.sign(ADA, this.call);
		assertThat(live.verify(token, this.gateway.self(), this.call)).isEqualTo(ADA);
		current[0] = TestCa.create(TestCa.TRUST_DOMAIN, this.clock).bundle();
		assertRefused(CallerTokenRefusal.UNTRUSTED_SIGNER, live, token, "webui-service", this.call);
	}

	@Test
	void signatureOfAnotherKeyIsRefused() throws Exception {
		TestSvid svid = this.ca.svid("webui-service");
		KeyPair other = TestKeys.p256();
		assertRefused(CallerTokenRefusal.INVALID_SIGNATURE,
				signed(new TestSvid(svid.chain(), other.getPrivate()), claims().build()));
	}

	@Test
	void changedClaimsAreRefused() {
		String[] parts = this.signer.sign(ADA, this.call).split("\\.");
		String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
		parts[1] = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(payload.replace("\"ada\"", "\"eve\"").getBytes(StandardCharsets.UTF_8));
		assertRefused(CallerTokenRefusal.INVALID_SIGNATURE, String.join(".", parts));
	}

	@Test
	void algorithmIsTheKeysNotTheTokens() throws Exception {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("caller+jwt"))
			.x509CertChain(encoded(this.ca.svid("webui-service")))
			.build();
		SignedJWT token = new SignedJWT(header, claims().build());
		token.sign(new MACSigner(new byte[32]));
		assertRefused(CallerTokenRefusal.INVALID_SIGNATURE, token.serialize());
	}

	@ParameterizedTest
	@MethodSource
	void whatIsNoTokenIsRefused(@Nullable String text, CallerTokenRefusal refusal) {
		assertRefused(refusal, text);
	}

	static Stream<Arguments> whatIsNoTokenIsRefused() {
		String unsigned = "eyJhbGciOiJub25lIn0.e30.";
		return Stream.of(Arguments.of(null, CallerTokenRefusal.MISSING), Arguments.of("", CallerTokenRefusal.MISSING),
				Arguments.of("ada", CallerTokenRefusal.MALFORMED), Arguments.of("..", CallerTokenRefusal.MALFORMED),
				Arguments.of(unsigned, CallerTokenRefusal.MALFORMED),
				Arguments.of("x".repeat(16 * 1024 + 1), CallerTokenRefusal.TOO_LARGE));
	}

	@Test
	void tokenOfAnotherTypeIsRefused() throws Exception {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT)
			.x509CertChain(encoded(this.ca.svid("webui-service")))
			.build();
		SignedJWT token = new SignedJWT(header, claims().build());
		token.sign(new ECDSASigner((ECPrivateKey) TestKeys.p256().getPrivate()));
		assertRefused(CallerTokenRefusal.MALFORMED, token.serialize());
	}

	@Test
	void tokenWithoutTenantIsRefused() throws Exception {
		assertRefused(CallerTokenRefusal.MALFORMED,
				signed(this.ca.svid("webui-service"), claims().claim("tenant", null).build()));
	}

	@Test
	void callersNamesCantCarryAnythingElse() {
		assertThatIllegalArgumentException().isThrownBy(() -> new VouchedCaller("a b", "ada", Set.of(), null));
		assertThatIllegalArgumentException().isThrownBy(() -> new VouchedCaller("acme", "a\nda", Set.of(), null));
		assertThatIllegalArgumentException().isThrownBy(() -> new VouchedCaller("acme", "", Set.of(), null));
		assertThatIllegalArgumentException().isThrownBy(() -> new VouchedCaller("acme", "ada", Set.of("a b"), null));
		assertThatIllegalArgumentException().isThrownBy(() -> new VouchedCaller("acme", "ada", Set.of(), "<b>"));
	}

	private JWTClaimsSet.Builder claims() {
		Instant now = this.clock.instant();
		return new JWTClaimsSet.Builder().issuer(this.gateway.self().toString())
			.audience(this.call.recipient().toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(60)))
			.subject("ada")
			.claim("tenant", "acme")
			.claim("scope", "speech")
			.claim("htm", this.call.method())
			.claim("htu", this.call.target());
	}

	private static String signed(TestSvid svid, JWTClaimsSet claims) throws Exception {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("caller+jwt"))
			.x509CertChain(encoded(svid))
			.build();
		SignedJWT token = new SignedJWT(header, claims);
		token.sign(new ECDSASigner((ECPrivateKey) svid.key()));
		return token.serialize();
	}

	private static List<com.nimbusds.jose.util.Base64> encoded(TestSvid svid) throws Exception {
		return List.of(com.nimbusds.jose.util.Base64.encode(svid.chain().getFirst().getEncoded()),
				com.nimbusds.jose.util.Base64.encode(svid.chain().get(1).getEncoded()));
	}

	private Call call(String service, String method, String target) {
		return new Call(this.ca.name(service).spiffeId(), method, target);
	}

	private CallerTokenVerifier verifier(TrustBundle bundle) {
		return new CallerTokenVerifier(TrustBundleSource.of(bundle), this.clock);
	}

	private VouchedCaller verify(String token) throws CallerTokenRefusedException {
		return this.verifier.verify(token, this.gateway.self(), this.call);
	}

	private void assertRefused(CallerTokenRefusal refusal, @Nullable String token) {
		assertRefused(refusal, this.verifier, token, "webui-service", this.call);
	}

	private void assertRefused(CallerTokenRefusal refusal, CallerTokenVerifier verifier, @Nullable String token,
			String sender, Call call) {
		assertThatExceptionOfType(CallerTokenRefusedException.class)
			.isThrownBy(() -> verifier.verify(token, this.ca.name(sender).spiffeId(), call))
			.withMessageStartingWith(refusal.code())
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(refusal));
	}

}
