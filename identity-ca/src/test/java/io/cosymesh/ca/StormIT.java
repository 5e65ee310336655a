package io.cosymesh.ca;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.renewal.RenewalSchedule;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything restarts at once, behind one address.
 */
@ExtendWith(OutputCaptureExtension.class)
class StormIT {

	private static final int WORKLOADS = 1000;

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	@TempDir
	private Path home;

	@Test
	void thousandWorkloadsThatAskAtOnceAreAllServed(CapturedOutput log) throws Exception {
		try (RunningCa ca = RunningCa.start(this.home);
				ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(WORKLOADS,
						Thread.ofVirtual().factory())) {
			List<SvidRenewer> renewers = IntStream.range(0, WORKLOADS)
				.mapToObj((number) -> renewer(ca.workload("workload-" + number), scheduler))
				.toList();
			renewers.forEach(SvidRenewer::start);
			List<SvidSnapshot> served = new ArrayList<>();
			for (SvidRenewer renewer : renewers) {
				served.add(renewer.awaitFirst(PATIENCE));
			}
			renewers.forEach(SvidRenewer::close);
			assertThat(served).extracting(SvidSnapshot::spiffeId).doesNotHaveDuplicates().hasSize(WORKLOADS);
			assertThat(served).extracting(SvidSnapshot::serial).doesNotHaveDuplicates();
			assertThat(log).doesNotContain("reason=rate-limited");
		}
	}

	private static SvidRenewer renewer(Workload workload, ScheduledThreadPoolExecutor scheduler) {
		return new SvidRenewer(workload.client(workload.register()), workload.source(),
				new RenewalSchedule(InstantSource.system(), new Random()), scheduler);
	}

}
