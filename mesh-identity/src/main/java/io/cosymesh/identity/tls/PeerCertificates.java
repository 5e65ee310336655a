package io.cosymesh.identity.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.svid.LeafProfile;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * Reads peers' certificates.
 */
public final class PeerCertificates {

	private static final int SERIAL_DIGITS = 40;

	private PeerCertificates() {
	}

	/**
	 * Returns the SPIFFE ID of a certificate that a trust manager has verified.
	 * @param certificate the peer's leaf
	 * @throws IllegalArgumentException when it has none, so that no trust manager of ours
	 * can have verified it
	 */
	public static SpiffeId idOf(X509Certificate certificate) {
		try {
			return LeafProfile.idOf(certificate);
		}
		catch (SvidRefusedException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	/**
	 * Returns the SPIFFE ID that an unverified certificate claims, safe to log.
	 * @param certificate anybody's certificate
	 * @return the ID, or empty when there is none that could be one
	 */
	public static Optional<SpiffeId> claimedIdOf(X509Certificate certificate) {
		try {
			return Optional.of(LeafProfile.idOf(certificate));
		}
		catch (SvidRefusedException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the serial number of a certificate in lower-case hexadecimal, cut to the
	 * length that RFC 5280 allows.
	 * @param certificate anybody's certificate
	 */
	public static String serialOf(X509Certificate certificate) {
		String serial = certificate.getSerialNumber().toString(16);
		return (serial.length() <= SERIAL_DIGITS) ? serial : serial.substring(0, SERIAL_DIGITS);
	}

}
