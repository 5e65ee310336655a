package io.cosymesh.mesh.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.cosymesh.mesh.benchmarks.Edge.Cost;
import io.cosymesh.mesh.benchmarks.TelemetryCost.Watch;

/**
 * Says what was measured as a page of Markdown.
 *
 * @param rounds the measurements, each of every edge
 * @param told how many requests the tap told
 * @param date when
 */
record CostReport(Map<Answer, List<Map<Watch, Cost>>> rounds, long told, String date) {

	/**
	 * Of a normal distribution: the standard error of a median, as part of the quartiles'
	 * distance.
	 */
	private static final double MEDIAN_ERROR = 1.253 / 1.349;

	String markdown() {
		return """
				# What it costs an edge to be watched

				Measured %s on %d processors, Java %s. One process, four edges of mutual TLS with HTTP/2: two without
				telemetry, one with, one with telemetry and an open tap; %d rounds of
				%s
				on each, 16 at a time, in an order drawn anew for each round, all on one event loop, so that no edge is
				better off than another. The tap told %d requests to another process, 100 for each second its edge was at
				work. Ratios are within a round, so that what else the machine does cancels out; here are their median and
				its standard error. Processor time is that of the event loop.

				| answers | | throughput | processor time |
				|---|---|---|---|
				%s
				Off is the mean of two edges; one against the other is what the measurement itself is worth. Nothing was
				done for an answer: where an engine speaks, watching is a smaller part still.
				"""
			.formatted(this.date, Runtime.getRuntime().availableProcessors(),
					System.getProperty("java.runtime.version"), this.rounds.values().iterator().next().size(),
					this.rounds.keySet()
						.stream()
						.map((answer) -> "%d requests for %s".formatted(answer.requests(), answer.words()))
						.collect(Collectors.joining(" and ")),
					this.told, this.rounds.keySet().stream().map(this::rows).collect(Collectors.joining()));
	}

	private String rows(Answer answer) {
		return row(answer.words(), "telemetry on, against off", answer, Watch.COUNTED, Watch.PLAIN, Watch.PLAIN_AGAIN)
				+ row("", "tap open, against closed, telemetry on", answer, Watch.TAPPED, Watch.COUNTED)
				+ row("", "off, against off on another edge", answer, Watch.PLAIN_AGAIN, Watch.PLAIN)
				+ "| | off | %.0f a second | %.0f µs a request, both ends together |%n"
					.formatted(plain(answer, Cost::perSecond), plain(answer, Cost::processorNanos) / 1000);
	}

	private String row(String answers, String what, Answer answer, Watch one, Watch... others) {
		return "| %s | %s | %s | %s |%n".formatted(answers, what, percent(answer, one, others, Cost::perSecond),
				percent(answer, one, others, Cost::processorNanos));
	}

	private double plain(Answer answer, ToDoubleFunction<Cost> value) {
		return quartile(of(answer).stream().mapToDouble((round) -> of(round, Watch.PLAIN, value)).toArray(), 2);
	}

	private List<Map<Watch, Cost>> of(Answer answer) {
		return Objects.requireNonNull(this.rounds.get(answer));
	}

	private static double of(Map<Watch, Cost> round, Watch watch, ToDoubleFunction<Cost> value) {
		return value.applyAsDouble(Objects.requireNonNull(round.get(watch)));
	}

	private String percent(Answer answer, Watch one, Watch[] others, ToDoubleFunction<Cost> value) {
		double[] ratios = of(answer).stream()
			.mapToDouble((round) -> of(round, one, value)
					/ Arrays.stream(others).mapToDouble((other) -> of(round, other, value)).average().orElseThrow())
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
