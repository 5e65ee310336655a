package io.cosymesh.ca.bundle.configmap;

import java.io.UncheckedIOException;
import java.util.List;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Finds out at start whether the CA may write the trust bundle: pods would wait for it
 * without a word.
 *
 * @param self the CA, which runs as the service account of its name
 */
record ConfigMapPermission(WorkloadName self) {

	private static final Logger logger = LoggerFactory.getLogger(ConfigMapPermission.class);

	private static final String PROPERTY = "cosymesh.ca.trust-bundle-config-map";

	/**
	 * Asks the API server.
	 * @param target the ConfigMap
	 * @throws MeshConfigurationException if it says no
	 */
	void check(BundleConfigMap target) {
		try {
			for (String verb : List.of("get", "patch")) {
				if (!target.permits(verb)) {
					throw missing(target, verb);
				}
			}
		}
		catch (UncheckedIOException ex) {
			throw new MeshConfigurationException("cosymesh.ca.attestation.kubernetes.token-file", "cannot be read",
					"Run the CA in a pod whose service account token is mounted, or name the token's file.");
		}
		catch (KubernetesClientException ex) {
			// The publisher tries until it answers, and says so.
			logger.warn("event=config-map-permission-unknown cause=\"the API server does not answer\"");
		}
	}

	private MeshConfigurationException missing(BundleConfigMap target, String verb) {
		return new MeshConfigurationException(PROPERTY,
				"names '%s', but the service account %s:%s may not %s it".formatted(target.name(),
						this.self.namespace(), this.self.serviceAccount(), verb),
				"Bind a Role in the CA's namespace with the verbs get and patch on the ConfigMap of that name "
						+ "(docs/attestation.md).");
	}

}
