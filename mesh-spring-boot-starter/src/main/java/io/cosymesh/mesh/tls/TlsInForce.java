package io.cosymesh.mesh.tls;

import java.util.Optional;

/**
 * What every connection of this process gets.
 */
public interface TlsInForce {

	/**
	 * Returns who does the cryptography.
	 * @return name and version of the library, or {@code JDK}
	 */
	String provider();

	/**
	 * Returns what a handshake of this process with itself agreed on.
	 * @return protocol, cipher and group, empty before the first SVID
	 */
	Optional<NegotiatedTls> agreed();

}
