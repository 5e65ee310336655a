package io.cosymesh.mesh.client;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Gives every HTTP service group the client of the peer of the same name.
 */
final class PeerGroupConfigurer implements WebClientHttpServiceGroupConfigurer {

	private final PeerClients clients;

	PeerGroupConfigurer(PeerClients clients) {
		this.clients = clients;
	}

	// Last, so that nothing replaces the connector.
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void configureGroups(Groups<WebClient.Builder> groups) {
		groups.forEachClient((group, builder) -> this.clients.configure(group.name(), builder));
	}

}
