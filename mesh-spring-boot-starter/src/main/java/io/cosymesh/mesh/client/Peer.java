package io.cosymesh.mesh.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * A service to call.
 *
 * @param name its name in this application
 * @param url where it listens
 * @param identity who it must be
 * @param connectTimeout how long a TCP connection may take
 * @param timeout how long the first byte of an answer may take
 */
record Peer(String name, URI url, SpiffeId identity, Duration connectTimeout, Duration timeout) {

	static Peer of(String name, PeersProperties.Peer properties, WorkloadName home) {
		String property = "cosymesh.peers." + name;
		URI url = properties.url();
		if (!"https".equals(url.getScheme()) || url.getHost() == null) {
			throw new MeshConfigurationException(property + ".url", "'%s' is no https:// address".formatted(url),
					"Write it like https://localhost:9443; there is no plaintext between services");
		}
		try {
			String identity = Optional.ofNullable(properties.identity()).orElse(name);
			return new Peer(name, url, WorkloadName.idOf(identity, home), properties.connectTimeout(),
					properties.timeout());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(property + ".identity", String.valueOf(ex.getMessage()),
					"Name the peer's service account, or its whole SPIFFE ID");
		}
	}

}
