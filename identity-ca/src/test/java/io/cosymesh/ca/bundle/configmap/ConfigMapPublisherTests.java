package io.cosymesh.ca.bundle.configmap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.bundle.BundleFixture;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.cluster.ClusterClient;
import io.cosymesh.ca.cluster.ClusterSettings;
import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class ConfigMapPublisherTests {

	private static final String NAME = "cosymesh-trust-bundle";

	private static final String KEY = "trust-bundle.json";

	private static final TestCa ROOTS = TestCa.create("cosymesh.local", Noon.clock());

	private final MovableClock clock = Noon.clock();

	private final List<KubernetesClient> clients = new ArrayList<>();

	@TempDir
	private Path home;

	private TestCluster cluster;

	@BeforeEach
	void start() {
		this.cluster = TestCluster.start(this.home, this.clock);
		this.cluster.configMaps().create("cosymesh", NAME);
	}

	@AfterEach
	void stop() {
		this.clients.forEach(KubernetesClient::close);
		this.cluster.close();
	}

	@Test
	void bundleIsThereAfterTheFirstPollAndIsNotWrittenAgain() {
		ConfigMapPublisher publisher = publisher(new PublishedBundle(bundle(7)));
		publisher.poll();
		assertThat(published().sequence()).isEqualTo(7);
		this.clock.advance(Duration.ofMinutes(2));
		publisher.poll();
		assertThat(this.cluster.configMaps().writes()).isOne();
	}

	@Test
	void changeOfTheBundleIsPublishedAtOnce() {
		PublishedBundle bundle = new PublishedBundle(bundle(7));
		ConfigMapPublisher publisher = publisher(bundle);
		publisher.poll();
		TrustBundle next = bundle(8);
		BundleFixture.replace(bundle, next);
		publisher.poll();
		assertThat(published()).isEqualTo(next);
	}

	@Test
	void replicaThatLagsBehindNeverReplacesANewerBundle() {
		publisher(new PublishedBundle(bundle(9))).poll();
		ConfigMapPublisher late = publisher(new PublishedBundle(bundle(8)));
		late.poll();
		this.clock.advance(Duration.ofMinutes(2));
		late.poll();
		assertThat(published().sequence()).isEqualTo(9);
	}

	@Test
	void replicaThatIsOvertakenBetweenLookingAndWritingReplacesNothing() {
		ConfigMapPublisher late = publisher(new PublishedBundle(bundle(8)));
		String newer = SpiffeBundleFormat.write(bundle(9));
		this.cluster.configMaps().beforeNextPatch(() -> this.cluster.configMaps().set("cosymesh", NAME, KEY, newer));
		late.poll();
		assertThat(published().sequence()).isEqualTo(9);
		late.poll();
		assertThat(published().sequence()).isEqualTo(9);
		assertThat(this.cluster.configMaps().writes()).isZero();
	}

	@Test
	void bundleThatSomebodyTookAwayOrSpoiledComesBackWithinAMinute() {
		ConfigMapPublisher publisher = publisher(new PublishedBundle(bundle(7)));
		publisher.poll();
		for (String spoiled : new String[] { "", "{}", "not json" }) {
			this.cluster.configMaps().set("cosymesh", NAME, KEY, spoiled);
			this.clock.advance(Duration.ofMinutes(1));
			publisher.poll();
			assertThat(published().sequence()).isEqualTo(7);
		}
	}

	@Test
	void apiServerThatIsDownIsTriedAgainAndSaidOnce(CapturedOutput output) {
		ConfigMapPublisher publisher = publisher(new PublishedBundle(bundle(7)));
		this.cluster.fail(503);
		for (int i = 0; i < 4; i++) {
			publisher.poll();
			this.clock.advance(Duration.ofSeconds(30));
		}
		this.cluster.fail(0);
		publisher.poll();
		assertThat(published().sequence()).isEqualTo(7);
		assertThat(output).containsOnlyOnce("event=trust-bundle-config-map-failed")
			.contains("cause=\"status 503\"")
			.containsOnlyOnce("event=trust-bundle-config-map-written");
	}

	@Test
	void configMapThatIsMissingIsNotMadeButWaitedFor(CapturedOutput output) {
		this.cluster.configMaps().delete("cosymesh", NAME);
		ConfigMapPublisher publisher = publisher(new PublishedBundle(bundle(7)));
		publisher.poll();
		assertThat(output).contains("cause=\"there is no such ConfigMap\"");
		this.cluster.configMaps().create("cosymesh", NAME);
		this.clock.advance(Duration.ofSeconds(30));
		publisher.poll();
		assertThat(published().sequence()).isEqualTo(7);
	}

	@Test
	void ownTokenThatIsMissingForAMomentHarmsNothing() throws Exception {
		ConfigMapPublisher publisher = publisher(new PublishedBundle(bundle(7)));
		String own = Files.readString(this.cluster.tokenFile());
		Files.delete(this.cluster.tokenFile());
		publisher.poll();
		Files.writeString(this.cluster.tokenFile(), own);
		this.clock.advance(Duration.ofSeconds(30));
		publisher.poll();
		assertThat(published().sequence()).isEqualTo(7);
	}

	@Test
	void caThatMayNotWriteTheConfigMapDoesNotStart() {
		this.cluster.forbid("patch configmaps");
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> publisher(new PublishedBundle(bundle(7))))
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("cosymesh.ca.trust-bundle-config-map")
				.hasMessageContaining("cosymesh:identity-ca may not patch it"));
	}

	@Test
	void caStartsWhileTheApiServerIsDown() {
		this.cluster.fail(503);
		assertThat(publisher(new PublishedBundle(bundle(7)))).isNotNull();
	}

	private TrustBundle published() {
		String json = this.cluster.configMaps().value("cosymesh", NAME, KEY).orElseThrow();
		return SpiffeBundleFormat.parse(TestSettings.DOMAIN, json);
	}

	private TrustBundle bundle(long sequence) {
		return new TrustBundle(TestSettings.DOMAIN, Set.of(ROOTS.root()), Map.of(), Distrust.NONE, sequence,
				Duration.ofMinutes(5));
	}

	private ConfigMapPublisher publisher(PublishedBundle bundle) {
		KubernetesClient client = ClusterClient.connect(new ClusterSettings(this.cluster.url(), this.cluster.caFile(),
				this.cluster.tokenFile(), Duration.ofSeconds(5)));
		this.clients.add(client);
		return new ConfigMapConfiguration().configMapPublisher(TestSettings.CA, new ConfigMapSettings(NAME), bundle,
				client, this.clock);
	}

}
