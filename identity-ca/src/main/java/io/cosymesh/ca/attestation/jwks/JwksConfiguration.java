package io.cosymesh.ca.attestation.jwks;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.ConditionalOnAttestor;
import io.cosymesh.ca.attestation.serviceaccount.ServedNamespaces;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Pins an issuer and finds its keys.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAttestor(AttestorName.KUBERNETES_JWKS)
class JwksConfiguration {

	@Bean
	@Order(3)
	Attestor jwksAttestor(WorkloadName self, JwksSettings settings, CaSettings ca, InstantSource clock) {
		String issuer = required(settings.issuer(), "issuer",
				"Set it to the cluster's issuer: kubectl get --raw /.well-known/openid-configuration");
		KeySet keys = new KeySet(source(settings), clock, settings.refreshInterval(), settings.refreshThrottle());
		return new JwksAttestor(self.trustDomain(), ServedNamespaces.of(settings.namespaces(), self.namespace()),
				new JwksAttestor.TokenPolicy(issuer, settings.audience(), settings.algorithms(),
						ca.attestation().clockSkew()),
				keys, clock);
	}

	private static KeySetSource source(JwksSettings settings) {
		String keys = required(settings.keys(), "keys",
				"Set it to a file with the output of: kubectl get --raw /openid/v1/jwks, or to an https URL.");
		if (keys.startsWith("https://")) {
			return new KeySetUrl(URI.create(keys), settings.caFile(), settings.tokenFile(), settings.timeout());
		}
		if (keys.contains("://")) {
			throw new MeshConfigurationException(JwksSettings.PREFIX + ".keys", "is neither a file nor an https URL",
					"Keys that travel unprotected could be anybody's: use https, or mount a file.");
		}
		return new KeySetFile(Path.of(keys));
	}

	private static String required(@Nullable String value, String name, String action) {
		if (value == null || value.isBlank()) {
			throw new MeshConfigurationException(JwksSettings.PREFIX + "." + name,
					"is missing, and cosymesh.ca.attestation.enabled contains 'kubernetes-jwks'", action);
		}
		return value;
	}

}
