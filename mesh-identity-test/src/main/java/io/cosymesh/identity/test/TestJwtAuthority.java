package io.cosymesh.identity.test;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * A JWT authority in memory: a key with an ID that signs whatever header and claims a
 * test needs, right or wrong.
 *
 * @param keyId the key's ID
 * @param keys the key pair
 */
public record TestJwtAuthority(String keyId, KeyPair keys) {

	/**
	 * Returns an authority with a new P-256 key.
	 * @param keyId the key's ID
	 */
	public static TestJwtAuthority create(String keyId) {
		return new TestJwtAuthority(keyId, TestKeys.p256());
	}

	/**
	 * Returns a bundle with this authority added.
	 * @param bundle the bundle
	 */
	public TrustBundle addTo(TrustBundle bundle) {
		Map<String, PublicKey> authorities = new HashMap<>(bundle.jwtAuthorities());
		authorities.put(this.keyId, this.keys.getPublic());
		return new TrustBundle(bundle.trustDomain(), bundle.authorities(), authorities, bundle.distrust(),
				bundle.sequence(), bundle.refreshHint());
	}

	/**
	 * Returns a good ES256 JWT-SVID of five minutes.
	 * @param subject whose
	 * @param audience whom it is for
	 * @param now when it is issued
	 */
	public String svid(SpiffeId subject, String audience, Instant now) {
		return sign("ES256", "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(this.keyId),
				"{\"sub\":\"%s\",\"aud\":[\"%s\"],\"iat\":%d,\"exp\":%d}".formatted(subject, audience,
						now.getEpochSecond(), now.plus(Duration.ofMinutes(5)).getEpochSecond()));
	}

	/**
	 * Returns a token with any header and any claims.
	 * @param algorithm how it is signed, whatever the header says
	 * @param header the text of the header
	 * @param claims the text of the claims
	 */
	public String sign(String algorithm, String header, String claims) {
		String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
		try {
			return input + "." + signer().sign(new JWSHeader(JWSAlgorithm.parse(algorithm)),
					input.getBytes(StandardCharsets.US_ASCII));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "TestJwtAuthority[keyId=%s]".formatted(this.keyId);
	}

	private JWSSigner signer() throws JOSEException {
		return (this.keys.getPrivate() instanceof ECPrivateKey ec) ? new ECDSASigner(ec)
				: new RSASSASigner(this.keys.getPrivate(), Set.of(AllowWeakRSAKey.getInstance()));
	}

}
