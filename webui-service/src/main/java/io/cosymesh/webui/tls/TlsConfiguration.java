package io.cosymesh.webui.tls;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Registers the certificate for browsers as the SSL bundle {@code public}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TlsConfiguration {

	private static final long PUBLIC_STREAMS_PER_CONNECTION = 500;

	@Bean
	PublicCertificate publicCertificate(TlsProperties properties, InstantSource clock, RandomGenerator random) {
		return new PublicCertificate(properties,
				new LocalAuthority(properties.directory(), properties.lifetime(), clock, random));
	}

	// A REST client that sends everything over one connection counts for many listeners;
	// its library fails what goes beyond this instead of waiting.
	@Bean
	NettyServerCustomizer publicStreamsCustomizer() {
		return (server) -> server
			.http2Settings((settings) -> settings.maxConcurrentStreams(PUBLIC_STREAMS_PER_CONNECTION));
	}

	@Bean
	SslBundleRegistrar publicCertificateRegistrar(PublicCertificate certificate) {
		return certificate::register;
	}

}
