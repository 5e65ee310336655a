package io.cosymesh.ca.attestation.jwks;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jwt.JWTClaimsSet;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

public class ClusterTokenFuzzTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_795_608_000);

	@FuzzTest
	void believesClaimsOrRefusesThem(byte[] input) {
		ClusterToken token;
		try {
			token = new ClusterToken(JWTClaimsSet.parse(new String(input, StandardCharsets.UTF_8)));
		}
		catch (ParseException ex) {
			return;
		}
		List<Runnable> judgements = List.of(() -> token.requireAudience("identity-ca"),
				() -> token.requireFresh(NOW, Duration.ofSeconds(5)),
				() -> assertThat(
						token.pod().toAttestation(TestSettings.DOMAIN, AttestorName.KUBERNETES_JWKS).instance())
					.matches("[A-Za-z0-9-]+/[-.a-z0-9]+"));
		for (Runnable judgement : judgements) {
			try {
				judgement.run();
			}
			catch (RefusedException ex) {
				assertThat(ex.refusal()).isNotNull();
			}
		}
	}

}
