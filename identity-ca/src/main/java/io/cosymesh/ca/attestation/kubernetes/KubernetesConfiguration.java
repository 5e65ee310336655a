package io.cosymesh.ca.attestation.kubernetes;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.ConditionalOnAttestor;
import io.cosymesh.ca.attestation.serviceaccount.ServedNamespaces;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Connects to the API server, as configured and never as a kubeconfig or the environment
 * says.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAttestor(AttestorName.KUBERNETES)
class KubernetesConfiguration {

	@Bean
	@Order(4)
	Attestor kubernetesAttestor(WorkloadName self, KubernetesSettings settings, KubernetesClient client,
			InstantSource clock, MeterRegistry meters) {
		ApiServer api = new ApiServer(client, settings.audience(), clock);
		new ReviewPermission(self).check(api);
		return new KubernetesAttestor(self.trustDomain(), ServedNamespaces.of(settings.namespaces(), self.namespace()),
				api, new Verdict(settings.audience(), clock), new ReviewGate(settings, new SecureRandom()), meters);
	}

	@Bean
	KubernetesClient kubernetesClient(KubernetesSettings settings) {
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
