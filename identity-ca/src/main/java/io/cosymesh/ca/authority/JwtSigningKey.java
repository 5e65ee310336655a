package io.cosymesh.ca.authority;

import java.security.PrivateKey;
import java.time.Instant;

/**
 * A key that signs JWT-SVIDs with ES256.
 *
 * @param keyId what the token's header calls it
 * @param key the private key
 * @param notAfter when it ends; no token may outlive it
 */
public record JwtSigningKey(String keyId, PrivateKey key, Instant notAfter) {

	@Override
	public String toString() {
		return "JwtSigningKey[keyId=%s, key=******, notAfter=%s]".formatted(this.keyId, this.notAfter);
	}

}
