package io.cosymesh.mesh.tls;

import org.jspecify.annotations.Nullable;

/**
 * Is told of handshakes that were refused. It is called on the event loop, so it must not
 * block.
 */
@FunctionalInterface
public interface HandshakeListener {

	/**
	 * Takes note of a refusal.
	 * @param handshake what was refused
	 */
	void refused(RefusedHandshake handshake);

	/**
	 * A handshake that was refused.
	 *
	 * @param peerIsClient whether the peer connected to this process
	 * @param claimedId the SPIFFE ID of its certificate, which may be a lie, {@code null}
	 * if there is none
	 * @param remoteAddress where it came from, {@code null} where that isn't known
	 * @param reason why, in kebab case
	 * @param detail more words, for an operator
	 */
	record RefusedHandshake(boolean peerIsClient, @Nullable String claimedId, @Nullable String remoteAddress,
			String reason, String detail) {

	}

}
