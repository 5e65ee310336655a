package io.cosymesh.ca.attestation.kubernetes;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.attestation.UnverifiedJwt;
import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

public class VerdictFuzzTests {

	private final Verdict verdict = new Verdict("identity-ca", Set.of(), Noon.clock());

	@FuzzTest
	void saysWhyARefusedTokenWasRefused(byte[] input) {
		Map<String, Object> claims;
		try {
			claims = JSONObjectUtils.parse(new String(input, StandardCharsets.UTF_8));
		}
		catch (ParseException ex) {
			return;
		}
		UnverifiedJwt jwt = new UnverifiedJwt(Map.of("alg", "RS256"), claims, true);
		for (String error : new String[] { "", "service account token has been invalidated" }) {
			assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.verdict
				.read(new TokenReviewStatusBuilder().withAuthenticated(false).withError(error).build(), jwt));
		}
	}

}
