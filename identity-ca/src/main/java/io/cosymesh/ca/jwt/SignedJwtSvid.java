package io.cosymesh.ca.jwt;

import java.time.Instant;

/**
 * A JWT-SVID that has been signed.
 *
 * @param token the compact form, a secret until it expires
 * @param id what the log calls it: its claim jti
 * @param keyId the key that signed it
 * @param expiresAt when it expires
 */
record SignedJwtSvid(String token, String id, String keyId, Instant expiresAt) {

	@Override
	public String toString() {
		return "SignedJwtSvid[token=******, id=%s, keyId=%s, expiresAt=%s]".formatted(this.id, this.keyId,
				this.expiresAt);
	}

}
