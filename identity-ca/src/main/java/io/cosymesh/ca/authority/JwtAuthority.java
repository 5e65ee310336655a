package io.cosymesh.ca.authority;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;

/**
 * Holds the keys that sign JWT-SVIDs, whoever signs X509-SVIDs.
 */
public interface JwtAuthority extends ChangingAuthority {

	/**
	 * Returns the key to sign a token with now.
	 * @param expiry when the token shall expire; the key stays published until then, or
	 * until its own end if that is sooner
	 * @return the key, whose end no token may outlive
	 * @throws IllegalStateException if there is no key that is valid now
	 */
	JwtSigningKey signingKey(Instant expiry);

	/**
	 * Returns the keys that verify what it signed and will sign.
	 * @return P-256 public keys by key ID
	 */
	Map<String, PublicKey> published();

}
