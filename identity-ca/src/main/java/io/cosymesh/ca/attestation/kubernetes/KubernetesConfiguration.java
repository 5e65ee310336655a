package io.cosymesh.ca.attestation.kubernetes;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.ConditionalOnAttestor;
import io.cosymesh.ca.attestation.serviceaccount.ServedNamespaces;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccount;
import io.cosymesh.identity.WorkloadName;

/**
 * Attests by the API server, and asks it at start whether it may.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAttestor(AttestorName.KUBERNETES)
class KubernetesConfiguration {

	@Bean
	@Order(4)
	Attestor kubernetesAttestor(WorkloadName self, KubernetesSettings settings, KubernetesClient client,
			InstantSource clock, MeterRegistry meters) {
		ApiServer api = new ApiServer(client, settings.audience(), clock);
		ReviewGate gate = new ReviewGate(settings, new SecureRandom());
		Optional<LabelledNamespaces> labelled = NamespaceLabel.parse(settings.namespaceLabel())
			.map((label) -> new LabelledNamespaces(label, api, gate, settings.namespaceCache(), ticker(clock)));
		new ReviewPermission(self, labelled.isPresent()).check(api);
		Verdict verdict = new Verdict(settings.audience(), accounts(self.namespace(), settings.unbound()), clock);
		JoinedNamespaces namespaces = new JoinedNamespaces(ServedNamespaces.of(settings.namespaces(), self.namespace()),
				labelled);
		return new KubernetesAttestor(self.trustDomain(), namespaces, api, verdict, gate, meters);
	}

	private static Set<ServiceAccount> accounts(String namespace, List<String> names) {
		return names.stream()
			.map((name) -> new ServiceAccount(namespace, name))
			.collect(Collectors.toUnmodifiableSet());
	}

	private static Ticker ticker(InstantSource clock) {
		return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
	}

}
