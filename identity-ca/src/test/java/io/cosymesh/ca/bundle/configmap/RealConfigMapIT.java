package io.cosymesh.ca.bundle.configmap;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.cluster.ClusterClient;
import io.cosymesh.ca.cluster.RealCluster;
import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link ConfigMapPublisherTests} say of a made-up API server, of a real one.
 */
class RealConfigMapIT {

	private static final String NAME = "cosymesh-trust-bundle";

	@TempDir
	private Path home;

	@Test
	void bundleIsPublishedAndNeverGoesBack() throws Exception {
		try (RealCluster cluster = RealCluster.start(this.home);
				KubernetesClient client = ClusterClient.connect(cluster.settings())) {
			cluster.createConfigMap(NAME);
			publisher(cluster, client, 8).poll();
			assertThat(published(cluster)).isEqualTo(8);
			publisher(cluster, client, 9).poll();
			assertThat(published(cluster)).isEqualTo(9);
			publisher(cluster, client, 8).poll();
			assertThat(published(cluster)).isEqualTo(9);
		}
	}

	@Test
	void writerThatWasOvertakenConflicts() throws Exception {
		try (RealCluster cluster = RealCluster.start(this.home);
				KubernetesClient client = ClusterClient.connect(cluster.settings())) {
			cluster.createConfigMap(NAME);
			publisher(cluster, client, 8).poll();
			BundleConfigMap target = new BundleConfigMap(client, cluster.namespace(), NAME);
			BundleConfigMap.Content read = target.read().orElseThrow();
			publisher(cluster, client, 9).poll();
			assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> target.replace(read, "older"))
				.returns(409, KubernetesClientException::getCode);
			assertThat(published(cluster)).isEqualTo(9);
		}
	}

	private static long published(RealCluster cluster) {
		String json = cluster.admin()
			.configMaps()
			.inNamespace(cluster.namespace())
			.withName(NAME)
			.get()
			.getData()
			.get(BundleConfigMap.KEY);
		return SpiffeBundleFormat.parse(TestSettings.DOMAIN, json).sequence();
	}

	private static ConfigMapPublisher publisher(RealCluster cluster, KubernetesClient client, long sequence) {
		TrustBundle bundle = new TrustBundle(TestSettings.DOMAIN, Set.of(TestCa.create().root()), Map.of(),
				Distrust.NONE, sequence, Duration.ofMinutes(5));
		return Awaitility.await("the API server has heard of the permissions")
			.ignoreExceptionsInstanceOf(MeshConfigurationException.class)
			.until(() -> new ConfigMapConfiguration().configMapPublisher(cluster.self(), new ConfigMapSettings(NAME),
					new PublishedBundle(bundle), client, InstantSource.system()), (publisher) -> true);
	}

}
