package io.cosymesh.ca.jwt;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.authority.JwtSigningKey;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JwtSvidSignerTests {

	private static final SpiffeId SUBJECT = TestSettings.workload("backend-api").spiffeId();

	private static final JwtSvidOrder ORDER = new JwtSvidOrder(List.of("reports"), Duration.ofMinutes(5));

	private final MovableClock clock = Noon.clock();

	@Test
	void tokenNeverOutlivesItsKey() throws Exception {
		Instant end = this.clock.instant().plusSeconds(90).plusMillis(700);
		SignedJwtSvid svid = signer(end, null).sign(SUBJECT, ORDER);
		assertThat(svid.expiresAt()).isEqualTo(this.clock.instant().plusSeconds(90));
		assertThat(SignedJWT.parse(svid.token()).getJWTClaimsSet().getExpirationTime().toInstant())
			.isEqualTo(svid.expiresAt());
	}

	@Test
	void tokenNamesItsIssuerIfToldSo() throws Exception {
		Instant end = this.clock.instant().plus(Duration.ofDays(1));
		assertThat(claim(signer(end, null), "iss")).isNull();
		assertThat(claim(signer(end, "https://ca.test"), "iss")).isEqualTo("https://ca.test");
	}

	@Test
	void everyTokenHasAnIdOfItsOwn() throws Exception {
		JwtSvidSigner signer = signer(this.clock.instant().plus(Duration.ofDays(1)), null);
		assertThat(claim(signer, "jti")).isNotEqualTo(claim(signer, "jti"));
	}

	@Test
	void withoutAKeyNothingIsSigned() {
		JwtSvidSigner signer = new JwtSvidSigner(new FixedAuthority(null), settings(null), this.clock);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> signer.sign(SUBJECT, ORDER))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.JWT_KEY_UNAVAILABLE));
	}

	@Test
	void tokenNeverPrints() {
		SignedJwtSvid svid = signer(this.clock.instant().plus(Duration.ofDays(1)), null).sign(SUBJECT, ORDER);
		assertThat(svid.toString()).doesNotContain(svid.token()).contains("token=******");
	}

	private JwtSvidSigner signer(Instant end, @Nullable String issuer) {
		KeyPair keys = Keys.p256();
		return new JwtSvidSigner(new FixedAuthority(new JwtSigningKey("one", keys.getPrivate(), end)), settings(issuer),
				this.clock);
	}

	private static JwtSettings settings(@Nullable String issuer) {
		return new JwtSettings(Duration.ofMinutes(5), Duration.ofHours(1), issuer);
	}

	private static @Nullable Object claim(JwtSvidSigner signer, String name) throws Exception {
		return SignedJWT.parse(signer.sign(SUBJECT, ORDER).token()).getJWTClaimsSet().getClaim(name);
	}

	private record FixedAuthority(@Nullable JwtSigningKey key) implements JwtAuthority {

		@Override
		public JwtSigningKey signingKey(Instant expiry) {
			if (this.key == null) {
				throw new IllegalStateException("The key that signs JWTs has expired");
			}
			return this.key;
		}

		@Override
		public Map<String, PublicKey> published() {
			return Map.of();
		}

		@Override
		public void onChange(Runnable listener) {
		}

		@Override
		public void refresh() {
		}

	}

}
