package io.cosymesh.webui.cosyvoice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import io.cosymesh.mesh.connection.ConnectionGuard;
import io.cosymesh.mesh.listener.SecondListener;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Puts the plaintext listener together, where somebody asks for one.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("cosymesh.cosyvoice.plaintext.port")
class PlaintextConfiguration {

	private static final Logger log = LoggerFactory.getLogger(PlaintextConfiguration.class);

	private static final String PREFIX = "cosymesh.cosyvoice.plaintext.";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Bean
	SecondListener plaintextListener(PlaintextProperties properties, ConnectionGuard guard, HttpHandler gateway) {
		if (!properties.address().isLoopbackAddress()) {
			throw new MeshConfigurationException(PREFIX + "address",
					"%s can be reached from other machines, and there is neither TLS nor a key on this port"
						.formatted(properties.address().getHostAddress()),
					"Set %saddress to 127.0.0.1 or ::1, or leave it out; other machines call the gateway's own port"
						.formatted(PREFIX));
		}
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
		factory.setPort(Objects.requireNonNullElse(properties.port(), 0));
		factory.setAddress(properties.address());
		Http2 cleartext = new Http2();
		cleartext.setEnabled(true);
		factory.setHttp2(cleartext);
		factory.addServerCustomizers((netty) -> netty.requestTimeout(PATIENCE).idleTimeout(PATIENCE));
		guard.customize(factory);
		return new SecondListener(factory, new LocalCallers(gateway, key(properties.apiKeyFile())), (port) -> log
			.warn("event=plaintext-listener address={} port={} "
					+ "note=\"every program of this machine may speak with the configured key, without showing one\"",
					properties.address().getHostAddress(), port));
	}

	private static String key(@Nullable Path file) {
		try {
			String key = (file != null) ? Files.readString(file).strip() : "";
			if (!key.isEmpty()) {
				return key;
			}
		}
		catch (IOException _) {
			// told below, as a file that isn't named is
		}
		throw new MeshConfigurationException(PREFIX + "api-key-file", "names no file with a key in it",
				"Make a key with the scope speech alone, write it to a file of mode 0600 and name it there");
	}

}
