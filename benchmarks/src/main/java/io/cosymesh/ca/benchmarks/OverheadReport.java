package io.cosymesh.ca.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.cosymesh.ca.benchmarks.IssuanceOverhead.Round;

/**
 * Says what was measured as a page of Markdown; of all rounds, the median.
 *
 * @param rounds the measurements
 */
record OverheadReport(List<Round> rounds) {

	String markdown() {
		return """
				# Issuance beside its signatures

				Processor time of the process per issued SVID, median of %d rounds in one JVM; %d requests at a time,
				the database is the H2 file.
				%s, Java %s, %d processors.

				| issuance | signatures in it | signatures alone | issuance | ratio | per processor-second |
				|---|---|---|---|---|---|
				%s%s
				A ratio of 2 means that the CA costs as much again as the signatures that it cannot do without.
				""".formatted(this.rounds.size(), ProcessorTime.CALLERS, processor(),
				System.getProperty("java.runtime.version"), Runtime.getRuntime().availableProcessors(),
				row("renewal", "1 sign, 1 verify", Round::rawRenewal, Round::renewal, Round::renewalRatio),
				row("attestation by workload key", "1 sign, 2 verify", Round::rawAttestation, Round::attestation,
						Round::attestationRatio));
	}

	double renewalRatio() {
		return median(Round::renewalRatio);
	}

	double attestationRatio() {
		return median(Round::attestationRatio);
	}

	private String row(String name, String signatures, ToDoubleFunction<Round> raw, ToDoubleFunction<Round> whole,
			ToDoubleFunction<Round> ratio) {
		return String.format(Locale.ROOT, "| %s | %s | %.0f µs | %.0f µs | %.2f | %.0f |%n", name, signatures,
				median(raw), median(whole), median(ratio), 1_000_000 / median(whole));
	}

	private double median(ToDoubleFunction<Round> value) {
		double[] sorted = this.rounds.stream().mapToDouble(value).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	private static String processor() {
		return System.getProperty("os.name") + " " + System.getProperty("os.arch");
	}

}
