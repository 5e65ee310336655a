package io.cosymesh.ca.attestation.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.cluster.ClusterClient;
import io.cosymesh.ca.cluster.RealCluster;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link KubernetesAttestorTests} say of a made-up API server, of a real one.
 */
class RealClusterIT {

	@TempDir
	private Path home;

	private RealCluster cluster;

	private KubernetesClient client;

	@BeforeEach
	void start() throws Exception {
		this.cluster = RealCluster.start(this.home);
		this.client = ClusterClient.connect(this.cluster.settings());
		Awaitility.await("the API server has heard of the permissions")
			.ignoreExceptionsInstanceOf(MeshConfigurationException.class)
			.until(() -> attestor() != null);
	}

	@AfterEach
	void stop() {
		if (this.cluster != null) {
			this.client.close();
			this.cluster.close();
		}
	}

	@Test
	void tokenOfAPodProvesItsServiceAccountWhileThePodIsThere() {
		Attestor attestor = attestor();
		Pod pod = this.cluster.run("backend-api");
		BearerDocument token = token("backend-api", pod, "identity-ca");
		Attestation attestation = attestor.attest(token);
		assertThat(attestation.workload()).isEqualTo(this.cluster.workload("backend-api"));
		assertThat(attestation.instance()).isEqualTo(pod.getMetadata().getUid() + "/" + pod.getMetadata().getName());
		attestor.requireStanding(attestation);
		this.cluster.delete(pod);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.requireStanding(attestation))
			.returns(Refusal.POD_GONE, RefusedException::refusal);
		// The API server itself remembers a verdict for some seconds.
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertRefused(attestor, token, Refusal.POD_GONE));
	}

	@Test
	void tokenForSomebodyElseIsRefused() {
		Pod pod = this.cluster.run("backend-api");
		assertRefused(attestor(), token("backend-api", pod), Refusal.TOKEN_AUDIENCE);
		assertRefused(attestor(), token("backend-api", pod, "somebody-else"), Refusal.TOKEN_AUDIENCE);
	}

	@Test
	void tokenOfNoPodProvesTheOperatorAlone() {
		Attestor attestor = attestor();
		assertThat(attestor.attest(token("operator", null, "identity-ca")).workload())
			.isEqualTo(this.cluster.workload("operator"));
		assertRefused(attestor, token("backend-api", null, "identity-ca"), Refusal.TOKEN_NOT_POD_BOUND);
	}

	@Test
	void namespaceWithoutTheLabelIsRefused() {
		Attestor attestor = attestor();
		Pod pod = this.cluster.run("backend-api");
		this.cluster.label(Map.of());
		assertRefused(attestor, token("backend-api", pod, "identity-ca"), Refusal.NAMESPACE_NOT_LABELLED);
	}

	@Test
	void caWithoutPermissionsDoesNotStart() {
		this.cluster.forbid();
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(this::attestor)
				.withMessageContaining("may not create tokenreviews"));
	}

	private BearerDocument token(String serviceAccount, Pod pod, String... audiences) {
		return new BearerDocument(this.cluster.token(serviceAccount, pod, audiences));
	}

	private Attestor attestor() {
		KubernetesSettings settings = new KubernetesSettings("identity-ca", List.of(), "cosymesh.io/identity=enabled",
				Duration.ofSeconds(10), List.of("operator"), 50, 10, 500, Duration.ofSeconds(5));
		return new KubernetesConfiguration().kubernetesAttestor(this.cluster.self(), settings, this.client,
				InstantSource.system(), new SimpleMeterRegistry());
	}

	private static void assertRefused(Attestor attestor, BearerDocument token, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.attest(token))
			.returns(refusal, RefusedException::refusal);
	}

}
