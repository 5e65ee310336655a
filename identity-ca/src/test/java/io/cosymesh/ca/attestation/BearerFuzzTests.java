package io.cosymesh.ca.attestation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

public class BearerFuzzTests {

	@FuzzTest
	void readsADocumentOrRefusesIt(byte[] input) {
		String header = new String(input, StandardCharsets.ISO_8859_1);
		Optional<BearerDocument> document = BearerDocument.of(header);
		if (document.isEmpty()) {
			return;
		}
		String secret = document.get().value();
		assertThat(document.get()).hasToString("BearerDocument[******]");
		assertThat(secret).isNotEmpty();
		if (JoinToken.looksLike(secret)) {
			assertThat(new JoinToken(secret)).hasToString("JoinToken[******]");
			return;
		}
		try {
			WorkloadJwt jwt = WorkloadJwt.parse(document.get());
			assertThat(jwt.workload().spiffeId().getPath()).startsWith("/ns/");
			assertThat(jwt.id()).hasSizeBetween(1, 128);
			assertThat(jwt).hasToString("WorkloadJwt[******]");
		}
		catch (RefusedException ex) {
			assertThat(ex.refusal()).isNotNull();
		}
	}

}
