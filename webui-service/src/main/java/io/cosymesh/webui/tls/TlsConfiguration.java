package io.cosymesh.webui.tls;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Registers the certificate for browsers as the SSL bundle {@code public}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TlsConfiguration {

	@Bean
	PublicCertificate publicCertificate(TlsProperties properties, InstantSource clock, RandomGenerator random) {
		return new PublicCertificate(properties,
				new LocalAuthority(properties.directory(), properties.lifetime(), clock, random));
	}

	@Bean
	SslBundleRegistrar publicCertificateRegistrar(PublicCertificate certificate) {
		return certificate::register;
	}

}
