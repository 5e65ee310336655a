package io.cosymesh.mesh.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.benchmarks.CostReport.Round;
import io.cosymesh.mesh.benchmarks.Edge.Cost;

import static org.assertj.core.api.Assertions.assertThat;

class CostReportTests {

	@Test
	void ratiosAreWithinARoundAndTheirMedianIsTold() {
		CostReport report = new CostReport(List.of(round(1, 1.02), round(10, 1.03), round(2, 1.01)), 100, 7, "today");
		assertThat(report.markdown()).contains("telemetry on, against off | +2.0 % (+1.0 to +3.0)", "told 7 requests",
				"Measured today", "the same edge, against itself | +0.0 %");
	}

	@Test
	void medianOfValuesIsTheMiddleOne() {
		assertThat(CostReport.quartile(new double[] { 3, 1, 2 }, 2)).isEqualTo(2.0);
	}

	private static Round round(double scale, double telemetry) {
		Cost plain = new Cost(1000 * scale, 500 / scale);
		return new Round(plain, new Cost(1000 * scale * telemetry, 500 / scale), new Cost(1000 * scale, 500 / scale),
				plain);
	}

}
