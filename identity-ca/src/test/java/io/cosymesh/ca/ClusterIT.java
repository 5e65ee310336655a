package io.cosymesh.ca;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.ca.cluster.TestPod;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The CA as {@code k8s/base} runs it.
 */
class ClusterIT {

	private static final String NAME = "cosymesh-trust-bundle";

	private static final String KEY = "trust-bundle.json";

	@TempDir
	private Path home;

	@Test
	void trustBundleIsInItsConfigMapOnceTheCaHasStarted() throws Exception {
		try (TestCluster cluster = cluster(); RunningCa ca = start(cluster)) {
			Awaitility.await().until(() -> cluster.configMaps().value("cosymesh", NAME, KEY).isPresent());
			assertThat(cluster.configMaps().value("cosymesh", NAME, KEY))
				.hasValue(Files.readString(this.home.resolve("trust-bundle.json")));
		}
	}

	@Test
	void operatorWithoutAPodGetsAnSvidForEachToken() throws Exception {
		try (TestCluster cluster = cluster(); RunningCa ca = start(cluster)) {
			Workload operator = ca.workload("operator");
			operator.obtain(
					() -> cluster.token(new TestPod("cosymesh", "operator", "-", "-")).withoutInCluster("pod").sign());
			assertThat(operator.source().current()).isPresent();
			// Without a token there is no renewal: no pod has to be there for it.
			assertThatExceptionOfType(IssuanceException.class).isThrownBy(operator::renew)
				.withMessageContaining("No document");
		}
	}

	@Test
	void lostCaStartsAnewAndItsWorkloadsFollowWithoutARestart() throws Exception {
		try (TestCluster cluster = cluster()) {
			Workload backend;
			SvidSnapshot before;
			TestPod pod = cluster.run("cosymesh", "backend-api");
			try (RunningCa ca = start(cluster)) {
				backend = ca.workload("backend-api");
				before = backend.obtain(() -> cluster.token(pod).sign());
				Awaitility.await().until(() -> cluster.configMaps().value("cosymesh", NAME, KEY).isPresent());
			}
			String lost = cluster.configMaps().value("cosymesh", NAME, KEY).orElseThrow();
			assertThat(FileSystemUtils.deleteRecursively(this.home.resolve("identity-ca"))).isTrue();
			try (RunningCa ca = start(cluster)) {
				Awaitility.await()
					.until(() -> !cluster.configMaps().value("cosymesh", NAME, KEY).orElseThrow().equals(lost));
				SvidSnapshot after = backend.at(ca).obtain(() -> cluster.token(pod).sign());
				assertThat(after.spiffeId()).isEqualTo(before.spiffeId());
				assertThat(sequence(cluster))
					.isGreaterThan(SpiffeBundleFormat.parse(TestSettings.DOMAIN, lost).sequence());
			}
		}
	}

	private static long sequence(TestCluster cluster) {
		return SpiffeBundleFormat
			.parse(TestSettings.DOMAIN, cluster.configMaps().value("cosymesh", NAME, KEY).orElseThrow())
			.sequence();
	}

	private TestCluster cluster() throws Exception {
		TestCluster cluster = TestCluster.start(Files.createDirectory(this.home.resolve("cluster")),
				InstantSource.system());
		cluster.configMaps().create("cosymesh", NAME);
		return cluster;
	}

	private RunningCa start(TestCluster cluster) {
		return RunningCa.start(this.home, "cosymesh.ca.attestation.enabled=kubernetes",
				"cosymesh.ca.attestation.kubernetes.api-server=" + cluster.url(),
				"cosymesh.ca.attestation.kubernetes.ca-file=" + cluster.caFile(),
				"cosymesh.ca.attestation.kubernetes.token-file=" + cluster.tokenFile(),
				"cosymesh.ca.attestation.kubernetes.unbound=operator", "cosymesh.ca.trust-bundle-config-map=" + NAME);
	}

}
