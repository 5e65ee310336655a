package io.cosymesh.ca.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;

import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Connects to the API server, as configured and never as a kubeconfig or the environment
 * says.
 */
public final class ClusterClient {

	private ClusterClient() {
	}

	/**
	 * Makes a client.
	 * @param settings where the API server is
	 * @return the client, to be closed
	 */
	public static KubernetesClient connect(ClusterSettings settings) {
		if (!"https".equals(settings.apiServer().getScheme())) {
			throw new MeshConfigurationException("cosymesh.ca.attestation.kubernetes.api-server", "is not an https URL",
					"Give the address of the API server as https://host[:port].");
		}
		int timeout = Math.toIntExact(settings.timeout().toMillis());
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(settings.apiServer().toString())
			.withCaCertFile(settings.caFile().toString())
			.withConnectionTimeout(timeout)
			.withRequestTimeout(timeout)
			// Retries would slip past the gate.
			.withRequestRetryBackoffLimit(0)
			.withUserAgent("cosymesh-identity-ca")
			.build();
		return new KubernetesClientBuilder().withConfig(config)
			.withHttpClientBuilderConsumer((client) -> client.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME,
					new OwnToken(settings.tokenFile())))
			.build();
	}

}
