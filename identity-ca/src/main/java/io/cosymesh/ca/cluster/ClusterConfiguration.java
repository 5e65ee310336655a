package io.cosymesh.ca.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Gives the client to whoever asks the API server anything; outside of a cluster nobody
 * does.
 */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

	@Bean
	@Lazy
	KubernetesClient kubernetesClient(ClusterSettings settings) {
		return ClusterClient.connect(settings);
	}

}
