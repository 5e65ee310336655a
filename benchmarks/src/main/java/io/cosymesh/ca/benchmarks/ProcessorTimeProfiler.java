package io.cosymesh.ca.benchmarks;

import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time per operation to what JMH reports.
 */
public final class ProcessorTimeProfiler implements InternalProfiler {

	static final String LABEL = "processor";

	@Override
	public String getDescription() {
		return "Processor time of the process per operation";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		// A batch measures itself.
	}

	@Override
	public Collection<ScalarResult> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		return List.of(new ScalarResult(LABEL, ProcessorTime.lastMicrosPerOperation(), "us/op", AggregationPolicy.AVG));
	}

}
