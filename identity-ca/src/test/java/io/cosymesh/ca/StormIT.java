package io.cosymesh.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.ca.cluster.TestPod;
import io.cosymesh.identity.issuance.AttestationDocument;
import io.cosymesh.identity.issuance.TokenFileDocument;
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

	// The defaults of cosymesh.ca.attestation.kubernetes.
	private static final int REVIEWS_PER_SECOND = 50;

	private static final int CONCURRENT_REVIEWS = 10;

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	@TempDir
	private Path home;

	@Test
	void thousandWorkloadsThatAskAtOnceAreAllServed(CapturedOutput log) throws Exception {
		try (RunningCa ca = RunningCa.start(this.home)) {
			List<SvidSnapshot> served = serve(ca, Workload::register);
			assertThat(served).extracting(SvidSnapshot::spiffeId).doesNotHaveDuplicates().hasSize(WORKLOADS);
			assertThat(served).extracting(SvidSnapshot::serial).doesNotHaveDuplicates();
			assertThat(log).doesNotContain("reason=rate-limited");
		}
	}

	@Test
	void thousandPodsThatAskAtOnceAreAllServedAndTheApiServerIsSpared() throws Exception {
		try (TestCluster cluster = TestCluster.start(Files.createDirectory(this.home.resolve("cluster")),
				InstantSource.system());
				RunningCa ca = RunningCa.start(this.home, "cosymesh.ca.attestation.enabled=kubernetes",
						"cosymesh.ca.attestation.kubernetes.api-server=" + cluster.url(),
						"cosymesh.ca.attestation.kubernetes.ca-file=" + cluster.caFile(),
						"cosymesh.ca.attestation.kubernetes.token-file=" + cluster.tokenFile())) {
			List<SvidSnapshot> served = serve(ca, (workload) -> projectedToken(cluster, workload));
			assertThat(served).extracting(SvidSnapshot::spiffeId).doesNotHaveDuplicates().hasSize(WORKLOADS);
			assertThat(cluster.reviews().mostAtOnce()).isLessThanOrEqualTo(CONCURRENT_REVIEWS);
			// As they arrive: two that were begun apart may get there together.
			assertThat(cluster.reviews().mostInASecond()).isLessThanOrEqualTo(REVIEWS_PER_SECOND + CONCURRENT_REVIEWS);
		}
	}

	private List<SvidSnapshot> serve(RunningCa ca, Function<Workload, AttestationDocument> proof) throws Exception {
		try (ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(WORKLOADS,
				Thread.ofVirtual().factory())) {
			List<SvidRenewer> renewers = IntStream.range(0, WORKLOADS)
				.mapToObj((number) -> ca.workload("workload-" + number))
				.map((workload) -> renewer(workload, proof.apply(workload), scheduler))
				.toList();
			renewers.forEach(SvidRenewer::start);
			List<SvidSnapshot> served = new ArrayList<>();
			for (SvidRenewer renewer : renewers) {
				served.add(renewer.awaitFirst(PATIENCE));
			}
			renewers.forEach(SvidRenewer::close);
			return served;
		}
	}

	private AttestationDocument projectedToken(TestCluster cluster, Workload workload) {
		TestPod pod = cluster.run(workload.name().namespace(), workload.name().serviceAccount());
		Path file = this.home.resolve("cluster").resolve(pod.name());
		try {
			Files.writeString(file, cluster.token(pod).sign());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new TokenFileDocument(file);
	}

	private static SvidRenewer renewer(Workload workload, AttestationDocument proof,
			ScheduledThreadPoolExecutor scheduler) {
		return new SvidRenewer(workload.client(proof), workload.source(),
				new RenewalSchedule(InstantSource.system(), new Random()), scheduler);
	}

}
