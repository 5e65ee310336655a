package io.cosymesh.ca.attestation.kubernetes;

import java.io.UncheckedIOException;
import java.net.HttpURLConnection;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Finds out at start, rather than at the first workload, whether the CA may have tokens
 * reviewed, and look at the labels of namespaces where they matter.
 *
 * @param self the CA, which runs as the service account of its name
 * @param labels whether labels matter
 */
record ReviewPermission(WorkloadName self, boolean labels) {

	private static final Logger logger = LoggerFactory.getLogger(ReviewPermission.class);

	private static final String PROPERTY = "cosymesh.ca.attestation.enabled";

	/**
	 * Asks the API server.
	 * @param api the API server
	 * @throws MeshConfigurationException if it says no
	 */
	void check(ApiServer api) {
		try {
			if (!api.permits("create", "authentication.k8s.io", "tokenreviews")) {
				throw missing();
			}
			if (this.labels && !api.permits("get", "", "namespaces")) {
				throw blind();
			}
			logger.info("event=token-review-permitted serviceAccount={}", this.self.serviceAccount());
		}
		catch (UncheckedIOException ex) {
			throw new MeshConfigurationException("cosymesh.ca.attestation.kubernetes.token-file", "cannot be read",
					"Run the CA in a pod whose service account token is mounted, or name the token's file.");
		}
		catch (KubernetesClientException ex) {
			if (ex.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
					|| ex.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
				throw new MeshConfigurationException(PROPERTY,
						"contains 'kubernetes', but the API server does not accept the CA's own token",
						"Let cosymesh.ca.attestation.kubernetes.token-file be the token that Kubernetes mounts into "
								+ "the CA's pod, for the audience of the API server.");
			}
			// It may come back before any workload asks, and until then every one is
			// refused.
			logger.warn("event=token-review-permission-unknown cause=\"the API server does not answer\"");
		}
	}

	private MeshConfigurationException blind() {
		return new MeshConfigurationException("cosymesh.ca.attestation.kubernetes.namespace-label",
				"is asked for, but the service account %s may not get namespaces".formatted(account()),
				"Bind the ClusterRole 'cosymesh-identity-ca' of docs/attestation.md, or set the label to nothing.");
	}

	private String account() {
		return this.self.namespace() + ":" + this.self.serviceAccount();
	}

	private MeshConfigurationException missing() {
		String account = account();
		return new MeshConfigurationException(PROPERTY,
				"contains 'kubernetes', but the service account %s may not create tokenreviews".formatted(account),
				"Bind the ClusterRole 'cosymesh-identity-ca' of docs/attestation.md, or Kubernetes' own: "
						+ "kubectl create clusterrolebinding cosymesh-identity-ca --clusterrole=system:auth-delegator "
						+ "--serviceaccount=" + account);
	}

}
