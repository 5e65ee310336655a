package io.cosymesh.ca.federation.endpoint;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The TLS that new connections of the listener get.
 */
final class EndpointTls {

	/** The name of the only SSL bundle. */
	static final String BUNDLE = "federation-endpoint";

	private final DefaultSslBundleRegistry registry;

	EndpointTls(SslBundle first) {
		this.registry = new DefaultSslBundleRegistry(BUNDLE, first);
	}

	SslBundles bundles() {
		return this.registry;
	}

	void replace(SslBundle next) {
		this.registry.updateBundle(BUNDLE, next);
	}

}
