package io.cosymesh.webui.console;

import java.net.URI;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.webui.routing.CallerStamp;

/**
 * Puts the console's way to backend-api together.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

	private static final String BACKEND = "backend-api";

	@Bean
	BackendDesk backendDesk(PeerClients peers, @Value("${cosymesh.peers." + BACKEND + ".url}") URI url,
			CallerStamp stamp) {
		return new BackendDesk(peers.exchange(BACKEND), url, stamp);
	}

}
