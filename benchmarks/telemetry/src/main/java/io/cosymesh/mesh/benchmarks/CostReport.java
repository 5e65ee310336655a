package io.cosymesh.mesh.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.cosymesh.mesh.benchmarks.Edge.Cost;

/**
 * Says what was measured as a page of Markdown.
 *
 * @param rounds the measurements
 * @param requests how many requests each has
 * @param told how many requests the tap told
 * @param date when
 */
record CostReport(List<Round> rounds, int requests, long told, String date) {

	String markdown() {
		return """
				# What it costs an edge to be watched

				Measured %s on %d processors, Java %s. One process, two edges of mutual TLS with HTTP/2: one with telemetry,
				one without; %d rounds of %d requests of a few bytes for each, in turns, 16 at a time. A tap was open at the
				called side in every third part; it told %d requests. Ratios are within a round, so that what else the
				machine does cancels out; here are their median and the quarters around it.

				| | processor time | throughput |
				|---|---|---|
				| telemetry on, against off | %s | %s |
				| tap open, against closed, telemetry on | %s | %s |
				| the same edge, against itself | %s | %s |

				Without telemetry a request took %.0f µs of processor time, both ends together, and %.0f went through in a
				second. The last line is what the measurement itself is worth.
				"""
			.formatted(this.date, Runtime.getRuntime().availableProcessors(),
					System.getProperty("java.runtime.version"), this.rounds.size(), this.requests, this.told,
					percent(ratios(Round::watched, Round::plain, Cost::processorNanos)),
					percent(ratios(Round::watched, Round::plain, Cost::perSecond)),
					percent(ratios(Round::tapped, Round::watched, Cost::processorNanos)),
					percent(ratios(Round::tapped, Round::watched, Cost::perSecond)),
					percent(ratios(Round::plainAgain, Round::plain, Cost::processorNanos)),
					percent(ratios(Round::plainAgain, Round::plain, Cost::perSecond)),
					quartile(this.rounds.stream().mapToDouble((round) -> round.plain().processorNanos()).toArray(), 2)
							/ 1000,
					quartile(this.rounds.stream().mapToDouble((round) -> round.plain().perSecond()).toArray(), 2));
	}

	private double[] ratios(Function<Round, Cost> one, Function<Round, Cost> other, ToDoubleFunction<Cost> value) {
		return this.rounds.stream()
			.mapToDouble((round) -> value.applyAsDouble(one.apply(round)) / value.applyAsDouble(other.apply(round)))
			.toArray();
	}

	private static String percent(double[] ratios) {
		return String.format(Locale.ROOT, "%+.1f %% (%+.1f to %+.1f)", part(ratios, 2), part(ratios, 1),
				part(ratios, 3));
	}

	private static double part(double[] ratios, int quarter) {
		return (quartile(ratios, quarter) - 1) * 100;
	}

	static double quartile(double[] values, int quarter) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[Math.min(sorted.length - 1, sorted.length * quarter / 4)];
	}

	/**
	 * One of each.
	 *
	 * @param plain without telemetry
	 * @param watched with it
	 * @param tapped with it and a tap
	 * @param plainAgain without it, once more
	 */
	record Round(Cost plain, Cost watched, Cost tapped, Cost plainAgain) {

	}

}
