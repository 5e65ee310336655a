package io.cosymesh.mesh.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.traffic.TrafficSettings;

/**
 * A service to call.
 *
 * @param name its name in this application
 * @param url where it listens
 * @param identity who it must be
 * @param connectTimeout how long a TCP connection may take
 * @param traffic how calls to it are treated
 */
record Peer(String name, URI url, SpiffeId identity, Duration connectTimeout, TrafficSettings traffic) {

	static Peer of(String name, PeersProperties.Peer properties, WorkloadName home) {
		String property = "cosymesh.peers." + name;
		URI url = properties.url();
		if (!"https".equals(url.getScheme()) || url.getHost() == null) {
			throw new MeshConfigurationException(property + ".url", "'%s' is no https:// address".formatted(url),
					"Write it like https://localhost:9443; there is no plaintext between services");
		}
		return new Peer(name, url, identity(property + ".identity", name, properties, home),
				properties.connectTimeout(), traffic(name, properties));
	}

	private static SpiffeId identity(String property, String name, PeersProperties.Peer properties, WorkloadName home) {
		SpiffeId identity;
		try {
			identity = WorkloadName.idOf(Optional.ofNullable(properties.identity()).orElse(name), home);
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(property, String.valueOf(ex.getMessage()),
					"Name the peer's service account, or its whole SPIFFE ID");
		}
		if (identity.equals(home.spiffeId())) {
			throw new MeshConfigurationException(property, "'%s' is this application itself".formatted(identity),
					"A service that calls itself would go round in circles; name another one");
		}
		return identity;
	}

	private static TrafficSettings traffic(String name, PeersProperties.Peer properties) {
		return new TrafficSettings(name, properties.url(), properties.addresses(), properties.timeout(),
				properties.idleTimeout(), properties.totalTimeout(), properties.patience(), properties.routes(),
				properties.retries(), properties.breaker());
	}

}
