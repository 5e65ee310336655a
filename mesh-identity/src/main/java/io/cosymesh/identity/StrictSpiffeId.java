package io.cosymesh.identity;

import java.nio.charset.StandardCharsets;

import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

/**
 * Reads SPIFFE IDs the way they are compared: canonical text only, within the limits of
 * SPIFFE-ID §2, which java-spiffe does not enforce.
 */
public final class StrictSpiffeId {

	private static final int MAX_BYTES = 2048;

	private static final int MAX_TRUST_DOMAIN_BYTES = 255;

	private StrictSpiffeId() {
	}

	/**
	 * Parses a SPIFFE ID.
	 * @param text the text of the ID
	 * @return the ID, whose {@code toString()} equals the text
	 * @throws IllegalArgumentException when the text isn't a canonical SPIFFE ID; the
	 * message never repeats the text, which may come from a stranger
	 */
	public static SpiffeId parse(String text) {
		if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
			throw new IllegalArgumentException("SPIFFE ID is longer than %d bytes".formatted(MAX_BYTES));
		}
		SpiffeId id = read(text);
		requireUsable(id.getTrustDomain());
		if (!id.toString().equals(text)) {
			throw new IllegalArgumentException("SPIFFE ID is not in canonical form");
		}
		return id;
	}

	/**
	 * Checks a trust domain against the limit on its length.
	 * @param trustDomain the trust domain
	 * @return the trust domain
	 * @throws IllegalArgumentException when it is too long
	 */
	public static TrustDomain requireUsable(TrustDomain trustDomain) {
		if (trustDomain.getName().length() > MAX_TRUST_DOMAIN_BYTES) {
			throw new IllegalArgumentException(
					"Trust domain is longer than %d bytes".formatted(MAX_TRUST_DOMAIN_BYTES));
		}
		return trustDomain;
	}

	private static SpiffeId read(String text) {
		try {
			return SpiffeId.parse(text);
		}
		catch (InvalidSpiffeIdException ex) {
			throw new IllegalArgumentException("Not a SPIFFE ID: " + ex.getMessage(), ex);
		}
	}

}
