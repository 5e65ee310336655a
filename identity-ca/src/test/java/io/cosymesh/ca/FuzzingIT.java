package io.cosymesh.ca;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.ca.attestation.BearerFuzzTests;
import io.cosymesh.ca.attestation.jwks.ClusterTokenFuzzTests;
import io.cosymesh.ca.attestation.kubernetes.VerdictFuzzTests;
import io.cosymesh.ca.issuance.CsrFuzzTests;
import io.cosymesh.ca.issuance.SvidWishFuzzTests;
import io.cosymesh.identity.test.FuzzCampaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class FuzzingIT {

	@ParameterizedTest
	@ValueSource(classes = { CsrFuzzTests.class, SvidWishFuzzTests.class, BearerFuzzTests.class,
			ClusterTokenFuzzTests.class, VerdictFuzzTests.class })
	void fewSecondsOfFuzzingFindNothing(Class<?> fuzzTest) throws Exception {
		FuzzCampaign campaign = FuzzCampaign.of(fuzzTest);
		assumeThat(campaign.duration()).isPositive();
		FuzzCampaign.Outcome outcome = campaign.run(Path.of("target", "fuzz"));
		assertThat(outcome.log()).contains("INITED");
		assertThat(outcome).matches(FuzzCampaign.Outcome::clean, "finds nothing");
	}

}
