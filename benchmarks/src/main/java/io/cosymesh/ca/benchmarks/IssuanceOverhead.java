package io.cosymesh.ca.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.WarmupMode;

/**
 * Runs the benchmarks several times over in one JVM, so that issuance and raw signatures
 * share compiler, heap and weather, and reports how they compare.
 */
public final class IssuanceOverhead {

	private static final int ROUNDS = 5;

	private static final int WARM_UP = 12;

	// Small enough for its documents to be used within their minute on a busy machine.
	private static final int BATCH = 1000;

	private IssuanceOverhead() {
	}

	/**
	 * Measures and reports.
	 * @param args where to write the report, and where the CA writes its log
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] args) throws Exception {
		PrintStream terminal = System.out;
		// The CA logs as it does in service: every SVID, to a file.
		System.setOut(new PrintStream(Files.newOutputStream(Path.of(args[1])), false, StandardCharsets.UTF_8));
		run(WARM_UP, 1, BATCH);
		List<Round> rounds = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			Round round = run(1, 4, BATCH);
			terminal.println(round);
			rounds.add(round);
		}
		String report = new OverheadReport(rounds).markdown();
		terminal.println(report);
		Files.writeString(Path.of(args[0]), report);
		System.exit(0);
	}

	static Round run(int warmups, int measurements, int size) throws RunnerException, IOException {
		Options options = new OptionsBuilder().include(IssuanceBenchmark.class.getName() + ".*")
			.forks(0)
			.warmupMode(WarmupMode.BULK)
			.warmupIterations(warmups)
			.measurementIterations(measurements)
			.param("size", Integer.toString(size))
			.addProfiler(ProcessorTimeProfiler.class)
			.shouldFailOnError(true)
			.build();
		return Round.of(new Runner(options).run());
	}

	/**
	 * Processor time per operation, in microseconds.
	 *
	 * @param rawRenewal one signature and one verification
	 * @param renewal a renewal
	 * @param rawAttestation one signature and two verifications
	 * @param attestation an attestation
	 */
	record Round(double rawRenewal, double renewal, double rawAttestation, double attestation) {

		static Round of(Collection<RunResult> results) {
			Map<String, Double> micros = new HashMap<>();
			for (RunResult result : results) {
				String benchmark = result.getParams().getBenchmark();
				Result<?> time = result.getSecondaryResults().get(ProcessorTimeProfiler.LABEL);
				if (time != null) {
					micros.put(benchmark.substring(benchmark.lastIndexOf('.') + 1), time.getScore());
				}
			}
			return new Round(time(micros, "rawRenewal"), time(micros, "renewal"), time(micros, "rawAttestation"),
					time(micros, "attestation"));
		}

		private static double time(Map<String, Double> micros, String benchmark) {
			Double time = micros.get(benchmark);
			if (time == null) {
				throw new IllegalStateException("No result for " + benchmark);
			}
			return time;
		}

		double renewalRatio() {
			return this.renewal / this.rawRenewal;
		}

		double attestationRatio() {
			return this.attestation / this.rawAttestation;
		}

	}

}
