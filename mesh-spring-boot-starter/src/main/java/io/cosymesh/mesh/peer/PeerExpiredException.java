package io.cosymesh.mesh.peer;

import org.springframework.security.core.AuthenticationException;

/**
 * Thrown for a request on a connection whose peer certificate has expired since the
 * handshake.
 */
class PeerExpiredException extends AuthenticationException {

	private final MeshPeer peer;

	PeerExpiredException(MeshPeer peer) {
		super("SVID %s of %s expired at %s".formatted(peer.serial(), peer.id(), peer.notAfter()));
		this.peer = peer;
	}

	MeshPeer peer() {
		return this.peer;
	}

}
