package io.cosymesh.mesh.peer;

import io.cosymesh.identity.svid.SvidRefusal;

import org.springframework.security.core.AuthenticationException;

/**
 * Thrown for a request on a connection whose peer would be refused if it connected now:
 * its authority has been revoked or its trust domain's bundle is gone.
 */
class PeerDistrustedException extends AuthenticationException {

	private final MeshPeer peer;

	private final SvidRefusal reason;

	PeerDistrustedException(MeshPeer peer, SvidRefusal reason) {
		super("SVID %s of %s is no longer trusted: %s".formatted(peer.serial(), peer.id(), reason.code()));
		this.peer = peer;
		this.reason = reason;
	}

	MeshPeer peer() {
		return this.peer;
	}

	SvidRefusal reason() {
		return this.reason;
	}

}
