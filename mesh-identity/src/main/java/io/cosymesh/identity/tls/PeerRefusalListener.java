package io.cosymesh.identity.tls;

import java.util.Locale;

import org.slf4j.LoggerFactory;

/**
 * Told about every handshake that a {@link PeerTrustManager} refuses.
 */
@FunctionalInterface
public interface PeerRefusalListener {

	/**
	 * Takes note of a refused handshake.
	 * @param refusal what was refused and why
	 */
	void refused(PeerRefusal refusal);

	/**
	 * Returns a listener that logs {@code event=handshake-refused}.
	 */
	static PeerRefusalListener logging() {
		return (refusal) -> LoggerFactory.getLogger(PeerRefusalListener.class)
			.warn("event=handshake-refused peer={} role={} reason={} serial={}{}",
					(refusal.claimedId() != null) ? refusal.claimedId() : "-",
					refusal.peerRole().name().toLowerCase(Locale.ROOT), refusal.reason().code(),
					refusal.serial().isEmpty() ? "-" : refusal.serial(),
					(refusal.expectedId() != null) ? " expected=" + refusal.expectedId() : "");
	}

}
