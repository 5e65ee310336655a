package io.cosymesh.webui.tls;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Registers the certificate for browsers as the SSL bundle {@code public}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TlsConfiguration {

	@Bean
	LocalAuthority localAuthority(TlsProperties properties, InstantSource clock, RandomGenerator random) {
		return new LocalAuthority(properties.directory(), properties.lifetime(), properties.revocationList(), clock,
				random);
	}

	@Bean
	PublicCertificate publicCertificate(TlsProperties properties, LocalAuthority authority) {
		return new PublicCertificate(properties, authority);
	}

	@Bean
	HttpsRedirect httpsRedirect(TlsProperties properties, PublicCertificate certificate, Environment environment) {
		return new HttpsRedirect(properties.redirect(), certificate,
				() -> environment.getRequiredProperty("local.server.port", Integer.class));
	}

	@Bean
	SslBundleRegistrar publicCertificateRegistrar(PublicCertificate certificate) {
		return certificate::register;
	}

}
