package io.cosymesh.ca.benchmarks;

import org.junit.jupiter.api.Test;

import io.cosymesh.ca.benchmarks.IssuanceOverhead.Round;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the benchmarks still measure something; what they say is for
 * {@code benchmarks/run}.
 */
class IssuanceBenchmarkIT {

	@Test
	void oneSmallBatchOfEachIsMeasured() throws Exception {
		Round round = IssuanceOverhead.run(0, 1, 300);
		assertThat(round.rawRenewal()).isPositive();
		assertThat(round.rawAttestation()).isPositive();
		assertThat(round.renewal()).isGreaterThan(round.rawRenewal());
		assertThat(round.attestation()).isGreaterThan(round.rawAttestation());
	}

}
