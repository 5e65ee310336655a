package io.cosymesh.mesh.listener;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.mesh.connection.ConnectionAutoConfiguration;
import io.cosymesh.mesh.connection.ConnectionGuard;
import io.cosymesh.mesh.peer.MeshServerAutoConfiguration;
import io.cosymesh.mesh.policy.PolicyCheck;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tls.HandshakeFailures;
import io.cosymesh.mesh.tls.MeshTls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Auto-configuration of the listener for callers without an SVID: over TLS 1.3 where only
 * the server shows a certificate, so only rules with {@code anonymous: true} let them do
 * anything.
 */
@AutoConfiguration(after = { ConnectionAutoConfiguration.class, MeshServerAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = MeshTls.BUNDLE)
@EnableConfigurationProperties(AnonymousListenerProperties.class)
public final class AnonymousListenerAutoConfiguration {

	private static final Logger log = LoggerFactory.getLogger(AnonymousListenerAutoConfiguration.class);

	// Strangers get no time to dawdle.
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Bean
	@ConditionalOnProperty("cosymesh.server.anonymous-listener.port")
	SecondListener anonymousListener(AnonymousListenerProperties properties, ServerProperties server,
			SslBundles bundles, HandshakeFailures handshakes, ConnectionGuard guard, HttpHandler handler) {
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
		factory.setPort(Optional.ofNullable(properties.port()).orElse(0));
		factory.setAddress(Optional.ofNullable(properties.address()).orElse(server.getAddress()));
		factory.setSsl(serverAuthenticated());
		factory.setSslBundles(bundles);
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		factory.setHttp2(http2);
		factory.addServerCustomizers(handshakes::watch,
				(netty) -> netty.requestTimeout(PATIENCE).idleTimeout(PATIENCE));
		guard.customize(factory);
		return new SecondListener(factory, handler, (port) -> log.info("event=anonymous-listener port={}", port));
	}

	@Bean
	PolicyCheck anonymousRuleCheck(AnonymousListenerProperties properties) {
		return (policy) -> {
			if (properties.port() == null && policy.anonymousRule().isPresent()) {
				throw new MeshConfigurationException("cosymesh.policy.rules",
						"rule '%s' is anonymous, but no listener takes anonymous callers"
							.formatted(policy.anonymousRule().get()),
						"Set cosymesh.server.anonymous-listener.port, or drop 'anonymous' from the rule");
			}
		};
	}

	private static Ssl serverAuthenticated() {
		Ssl ssl = new Ssl();
		ssl.setBundle(MeshTls.BUNDLE);
		ssl.setClientAuth(Ssl.ClientAuth.NONE);
		return ssl;
	}

}
