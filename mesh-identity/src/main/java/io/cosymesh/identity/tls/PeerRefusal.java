package io.cosymesh.identity.tls;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.svid.SvidRefusal;

/**
 * One refused handshake. Holds nothing of the certificate that a stranger could use to
 * forge a log line.
 *
 * @param peerRole which end the peer is
 * @param claimedId the SPIFFE ID of the certificate, unverified unless the reason is
 * {@link SvidRefusal#NOT_ALLOWED}, or {@code null} when it carries none
 * @param serial the serial number in hexadecimal, empty when there was no certificate
 * @param reason why it was refused
 * @param expectedId who alone would have been right, or {@code null} when it is not one
 * alone
 */
public record PeerRefusal(PeerRole peerRole, @Nullable SpiffeId claimedId, String serial, SvidRefusal reason,
		@Nullable SpiffeId expectedId) {

	/** Which end of the connection the peer is. */
	public enum PeerRole {

		/** The peer connected to us. */
		CLIENT,

		/** We connected to the peer. */
		SERVER

	}

}
