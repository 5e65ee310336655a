package io.cosymesh.mesh.peer;

import java.time.Instant;

import io.spiffe.spiffeid.SpiffeId;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The workload that called, as its SVID proved it.
 *
 * @param id its SPIFFE ID
 * @param serial serial number of its SVID, in hex
 * @param notAfter when its SVID expires
 */
public record MeshPeer(SpiffeId id, String serial, Instant notAfter) implements AuthenticatedPrincipal {

	@Override
	public String getName() {
		return this.id.toString();
	}

}
