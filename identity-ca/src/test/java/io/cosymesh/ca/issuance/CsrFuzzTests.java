package io.cosymesh.ca.issuance;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

public class CsrFuzzTests {

	private static final SpiffeId ID = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");

	private final CsrPolicy policy = new CsrPolicy();

	@FuzzTest
	void takesACsrOrRefusesIt(byte[] input) {
		try {
			assertThat(this.policy.check(SigningRequest.parse(input), ID).getAlgorithm()).isIn("EC", "RSA");
		}
		catch (RefusedException ex) {
			assertThat(ex.refusal()).isNotNull();
		}
		try {
			this.policy.check(SigningRequest.parse(new String(input, StandardCharsets.ISO_8859_1)), ID);
		}
		catch (RefusedException ex) {
			assertThat(ex.refusal()).isNotNull();
		}
	}

}
