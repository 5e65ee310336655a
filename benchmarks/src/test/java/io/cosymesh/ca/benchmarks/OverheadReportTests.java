package io.cosymesh.ca.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.ca.benchmarks.IssuanceOverhead.Round;

import static org.assertj.core.api.Assertions.assertThat;

class OverheadReportTests {

	@Test
	void ratiosAreTheMedianOfTheRounds() {
		OverheadReport report = new OverheadReport(
				List.of(new Round(100, 150, 200, 500), new Round(100, 190, 200, 300), new Round(100, 900, 200, 320)));
		assertThat(report.renewalRatio()).isEqualTo(1.9);
		assertThat(report.attestationRatio()).isEqualTo(1.6);
		assertThat(report.markdown()).contains("| renewal | 1 sign, 1 verify | 100 µs | 190 µs | 1.90 | 5263 |");
	}

}
