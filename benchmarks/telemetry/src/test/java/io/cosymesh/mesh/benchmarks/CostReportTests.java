package io.cosymesh.mesh.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.benchmarks.Edge.Cost;
import io.cosymesh.mesh.benchmarks.TelemetryCost.Watch;

import static org.assertj.core.api.Assertions.assertThat;

class CostReportTests {

	@Test
	void ratiosAreWithinARoundAndTheirMedianIsTold() {
		CostReport report = new CostReport(
				Map.of(Answer.WORD, List.of(round(1, 1.02), round(10, 1.03), round(2, 1.01))), 7, "today");
		assertThat(report.markdown())
			.contains("| a word | telemetry on, against off | -2.0 % ± 1.0 | +2.0 % ± 1.1 |", "Measured today",
					"off, against off on another edge | +0.0 % ± 0.0 | +0.0 % ± 0.0 |")
			.containsPattern("told\\s+7 requests");
	}

	@Test
	void medianOfValuesIsTheMiddleOne() {
		assertThat(CostReport.quartile(new double[] { 3, 1, 2 }, 2)).isEqualTo(2.0);
	}

	private static Map<Watch, Cost> round(double scale, double telemetry) {
		Map<Watch, Cost> round = new EnumMap<>(Watch.class);
		for (Watch watch : Watch.values()) {
			round.put(watch, new Cost(1000 * scale, 500 / scale));
		}
		round.put(Watch.COUNTED, new Cost(1000 * scale * telemetry, 500 / scale / telemetry));
		return round;
	}

}
