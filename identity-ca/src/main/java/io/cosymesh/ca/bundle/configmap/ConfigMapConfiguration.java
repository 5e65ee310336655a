package io.cosymesh.ca.bundle.configmap;

import java.time.InstantSource;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.WorkloadName;

/**
 * Publishes into a ConfigMap where one is named.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${cosymesh.ca.trust-bundle-config-map:}'.isBlank()")
class ConfigMapConfiguration {

	@Bean
	ConfigMapPublisher configMapPublisher(WorkloadName self, ConfigMapSettings settings, PublishedBundle bundle,
			KubernetesClient client, InstantSource clock) {
		BundleConfigMap target = new BundleConfigMap(client, self.namespace(), settings.trustBundleConfigMap());
		new ConfigMapPermission(self).check(target);
		return new ConfigMapPublisher(self.trustDomain(), bundle, target, clock);
	}

}
