package io.cosymesh.mesh.limit;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Makes the limits out of the properties.
 */
record LimitsReader(WorkloadName home, TimeMeter time, MeterRegistry meters) {

	private static final String OVERRIDES = "cosymesh.limits.overrides";

	PeerLimits read(LimitsProperties properties) {
		Map<SpiffeId, Rate> overrides = new LinkedHashMap<>();
		properties.overrides().forEach((peer, rate) -> {
			if (overrides.put(idOf(peer), rate) != null) {
				throw new MeshConfigurationException(OVERRIDES, "'%s' is a peer that has another rate".formatted(peer),
						"Name each peer once, by its short name or by its SPIFFE ID");
			}
		});
		return new PeerLimits(properties.total(), properties.perPeer(), overrides, this.time, this.meters);
	}

	private SpiffeId idOf(String peer) {
		try {
			return WorkloadName.idOf(peer, this.home);
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(OVERRIDES, "'%s' names no peer: %s".formatted(peer, ex.getMessage()),
					"Write a service account of this namespace, or a whole SPIFFE ID in quotes and brackets: "
							+ "\"[spiffe://…]\"");
		}
	}

}
