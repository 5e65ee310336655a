package io.cosymesh.mesh.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.cosymesh.mesh.benchmarks.Edge.Cost;
import io.cosymesh.mesh.benchmarks.TelemetryCost.Watch;

/**
 * Says what was measured as a page of Markdown.
 *
 * @param rounds the measurements, each of every edge
 * @param requests how many requests each has
 * @param told how many requests the tap told
 * @param date when
 */
record CostReport(List<Map<Watch, Cost>> rounds, int requests, long told, String date) {

	/**
	 * Of a normal distribution: the standard error of a median, as part of the quartiles'
	 * distance.
	 */
	private static final double MEDIAN_ERROR = 1.253 / 1.349;

	String markdown() {
		return """
				# What it costs an edge to be watched

				Measured %s on %d processors, Java %s. One process, four edges of mutual TLS with HTTP/2: two without
				telemetry, one with, one with telemetry and an open tap; %d rounds of %d requests of a few bytes on each,
				16 at a time, in an order drawn anew for each round, all on one event loop, so that no edge is better off
				than another. The tap told %d requests to another process, 100 for each second its edge was at work. Ratios
				are within a round, so that what else the machine does cancels out; here are their median and its standard
				error.

				| | throughput |
				|---|---|
				| telemetry on, against off | %s |
				| tap open, against closed, telemetry on | %s |
				| off, against off on another edge | %s |

				Without telemetry a request took %.0f µs of processor time, both ends together, and %.0f went through in a
				second. The last line is what the measurement itself is worth.
				"""
			.formatted(this.date, Runtime.getRuntime().availableProcessors(),
					System.getProperty("java.runtime.version"), this.rounds.size(), this.requests, this.told,
					percent(Watch.COUNTED, Watch.PLAIN), percent(Watch.TAPPED, Watch.COUNTED),
					percent(Watch.PLAIN_AGAIN, Watch.PLAIN), plain(Cost::processorNanos) / 1000,
					plain(Cost::perSecond));
	}

	private double plain(ToDoubleFunction<Cost> value) {
		return quartile(this.rounds.stream().mapToDouble((round) -> of(round, Watch.PLAIN, value)).toArray(), 2);
	}

	private static double of(Map<Watch, Cost> round, Watch watch, ToDoubleFunction<Cost> value) {
		return value.applyAsDouble(Objects.requireNonNull(round.get(watch)));
	}

	private String percent(Watch one, Watch other) {
		double[] ratios = this.rounds.stream()
			.mapToDouble((round) -> of(round, one, Cost::perSecond) / of(round, other, Cost::perSecond))
			.toArray();
		double error = MEDIAN_ERROR * (quartile(ratios, 3) - quartile(ratios, 1)) / Math.sqrt(ratios.length);
		return String.format(Locale.ROOT, "%+.1f %% ± %.1f", (quartile(ratios, 2) - 1) * 100, error * 100);
	}

	static double quartile(double[] values, int quarter) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[Math.min(sorted.length - 1, sorted.length * quarter / 4)];
	}

}
