package io.cosymesh.identity.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.test.FuzzSeeds;

import static org.assertj.core.api.Assertions.assertThat;

public class JwtSvidFuzzTests {

	private static final FuzzSeeds SEEDS = new FuzzSeeds(JwtSvidFuzzTests.class, "acceptsNothingButWhatWasSigned");

	private final JwtSvidVerifier verifier = new JwtSvidVerifier(
			TrustBundleSource
				.of(SpiffeBundleFormat.parse(TrustDomain.parse("cosymesh.local"), SEEDS.context("bundle.json"))),
			() -> Instant.parse("2026-11-23T12:00:00Z"));

	@FuzzTest
	void acceptsNothingButWhatWasSigned(byte[] input) {
		String token = new String(input, StandardCharsets.ISO_8859_1);
		try {
			JwtSvid svid = this.verifier.verify(token, "inference-engine");
			assertThat(SEEDS.texts("good-")).contains(token);
			assertThat(svid.subject()).hasToString("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
			assertThat(svid.toString()).doesNotContain(token);
		}
		catch (JwtSvidRefusedException ex) {
			assertThat(SEEDS.texts("good-")).doesNotContain(token);
			assertThat(ex).hasMessageStartingWith(ex.refusal().code());
		}
	}

}
