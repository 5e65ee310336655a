package io.cosymesh.mesh.client;

import java.time.InstantSource;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.tls.MeshTls;
import io.cosymesh.mesh.tls.MeshTlsAutoConfiguration;
import io.cosymesh.mesh.traffic.PeerTraffics;
import io.cosymesh.mesh.traffic.TrafficAutoConfiguration;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Auto-configuration of the clients of all peers.
 */
@AutoConfiguration(after = { MeshTlsAutoConfiguration.class, TrafficAutoConfiguration.class,
		WebClientAutoConfiguration.class, JacksonAutoConfiguration.class })
@EnableConfigurationProperties(PeersProperties.class)
public final class MeshClientAutoConfiguration {

	@Bean
	PeerHttpClientFactory peerHttpClientFactory(MeshTls tls, SvidSource source, InstantSource clock) {
		return new PeerHttpClientFactory(tls, source, clock);
	}

	@Bean
	PeerClients peerClients(PeersProperties properties, WorkloadName home, PeerHttpClientFactory factory,
			PeerTraffics traffics, JsonMapper json, ObjectProvider<WebClient.Builder> webClients,
			ObjectProvider<ObservationRegistry> observations) {
		return new PeerClients(
				properties.peers()
					.entrySet()
					.stream()
					.map((entry) -> Peer.of(entry.getKey(), entry.getValue(), home))
					.collect(Collectors.toUnmodifiableSet()),
				factory, traffics, new PeerAnswers(json), webClients,
				observations.getIfAvailable(() -> ObservationRegistry.NOOP));
	}

	@Bean
	PeerGroupConfigurer peerGroupConfigurer(PeerClients clients) {
		return new PeerGroupConfigurer(clients);
	}

	@Bean
	BlockingGroupRefusal blockingGroupRefusal() {
		return new BlockingGroupRefusal();
	}

}
