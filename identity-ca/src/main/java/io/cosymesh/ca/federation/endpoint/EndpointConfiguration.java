package io.cosymesh.ca.federation.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.federation.endpoint.HostCertificateFiles.HostChain;
import io.cosymesh.ca.federation.endpoint.HostCertificateFiles.UnusableCertificateException;
import io.cosymesh.ca.federation.tls.EndpointServers;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.listener.SecondListener;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tls.HandshakeFailures;

/**
 * Opens the listener if a port is set.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("cosymesh.ca.federation.endpoint.port")
class EndpointConfiguration {

	private static final Logger log = LoggerFactory.getLogger(EndpointConfiguration.class);

	// Strangers get no time to dawdle.
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EndpointSettings settings;

	private final EndpointProof proof;

	EndpointConfiguration(EndpointSettings settings) {
		this.settings = settings;
		this.proof = EndpointProof.of(settings);
	}

	@Bean
	EndpointTls endpointTls(SvidSource source, InstantSource clock, ObjectProvider<HostCertificateFiles> files) {
		return new EndpointTls(switch (this.proof) {
			case EndpointProof.HostCertificate certificate -> first(certificate, files.getObject());
			case EndpointProof.OwnSvid() -> EndpointServers.spiffe(source, clock);
		});
	}

	@Bean
	SecondListener federationEndpoint(PublishedBundle bundle, EndpointTls tls, HandshakeFailures handshakes) {
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
		factory.setPort(Optional.ofNullable(this.settings.port()).orElse(0));
		factory.setAddress(this.settings.address());
		factory.setSsl(serverAuthenticated());
		factory.setSslBundles(tls.bundles());
		factory.setHttp2(http2());
		factory.addServerCustomizers(handshakes::watch,
				(netty) -> netty.requestTimeout(PATIENCE).idleTimeout(PATIENCE));
		return new SecondListener(factory, new BundleHandler(bundle),
				(port) -> log.info("event=federation-endpoint port={} profile={}", port, switch (this.proof) {
					case EndpointProof.HostCertificate _ -> "https_web";
					case EndpointProof.OwnSvid() -> "https_spiffe";
				}));
	}

	@Bean
	@ConditionalOnProperty(name = "cosymesh.ca.federation.endpoint.profile", havingValue = "https_web")
	HostCertificateFiles hostCertificateFiles(InstantSource clock) {
		return new HostCertificateFiles((EndpointProof.HostCertificate) this.proof, clock);
	}

	@Bean
	@ConditionalOnProperty(name = "cosymesh.ca.federation.endpoint.profile", havingValue = "https_web")
	HostCertificateReload hostCertificateReload(HostCertificateFiles files, EndpointTls tls, TaskScheduler scheduler,
			MeterRegistry meters) {
		return new HostCertificateReload(files, tls, scheduler, this.settings.reloadInterval(), meters);
	}

	private static SslBundle first(EndpointProof.HostCertificate certificate, HostCertificateFiles files) {
		try {
			HostChain chain = files.changes().orElseThrow();
			return EndpointServers.web(chain.certificates(), chain.key());
		}
		catch (IOException | UnusableCertificateException ex) {
			throw new MeshConfigurationException("cosymesh.ca.federation.endpoint.certificate",
					"%s and %s can't be used: %s".formatted(certificate.certificate(), certificate.privateKey(),
							(ex instanceof IOException) ? ex.toString() : ex.getMessage()),
					"Put the PEM chain, leaf first, and the PEM key of a certificate for this host there");
		}
	}

	private static Ssl serverAuthenticated() {
		Ssl ssl = new Ssl();
		ssl.setBundle(EndpointTls.BUNDLE);
		ssl.setClientAuth(Ssl.ClientAuth.NONE);
		return ssl;
	}

	private static Http2 http2() {
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		return http2;
	}

}
