package io.cosymesh.backend.live;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.netty.http.server.WebsocketServerSpec;

/**
 * Puts sessions together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

	@Bean
	LiveSessions liveSessions(LiveProperties properties) {
		return new LiveSessions(properties);
	}

	// Of its own: the application's may be replaced or lack the limits.
	@Bean
	LiveDoor liveDoor(LiveProperties properties, ObjectProvider<InstantSource> clock,
			ObjectProvider<RandomGenerator> random, ObjectProvider<ProblemWriter> problems) {
		int largest = Math.toIntExact(properties.maxMessage().toBytes());
		HandshakeWebSocketService sockets = new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
				() -> WebsocketServerSpec.builder().maxFramePayloadLength(largest)));
		sockets.start();
		return new LiveDoor(sockets, properties, clock.getIfAvailable(InstantSource::system),
				random.getIfAvailable(SecureRandom::new), problems);
	}

}
