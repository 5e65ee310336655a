package io.cosymesh.identity.test;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.SpiffeIdFuzzTests;
import io.cosymesh.identity.bundle.SpiffeBundleFuzzTests;
import io.cosymesh.identity.bundle.SpiffeBundleMapFuzzTests;
import io.cosymesh.identity.jwt.JwtSvidFuzzTests;
import io.cosymesh.identity.svid.SvidChainFuzzTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class FuzzingIT {

	@ParameterizedTest
	@ValueSource(classes = { SpiffeIdFuzzTests.class, SpiffeBundleFuzzTests.class, SpiffeBundleMapFuzzTests.class,
			JwtSvidFuzzTests.class, SvidChainFuzzTests.class })
	void fewSecondsOfFuzzingFindNothing(Class<?> fuzzTest) throws Exception {
		FuzzCampaign campaign = FuzzCampaign.of(fuzzTest);
		assumeThat(campaign.duration()).isPositive();
		FuzzCampaign.Outcome outcome = campaign.run(Path.of("target", "fuzz"));
		assertThat(outcome.log()).contains("INITED");
		assertThat(outcome).matches(FuzzCampaign.Outcome::clean, "finds nothing");
	}

}
