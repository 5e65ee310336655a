package io.cosymesh.identity.jwt;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;

/**
 * Pairs algorithms with keys. The key decides what it can verify, the token doesn't: an
 * EC key takes the one algorithm of its curve, an RSA key of 2048 bits or more takes RS
 * and PS.
 */
final class SignatureKeys {

	private static final int MIN_RSA_BITS = 2048;

	private SignatureKeys() {
	}

	static Optional<JWSVerifier> verifier(JWSAlgorithm algorithm, PublicKey key) {
		return switch (key) {
			case ECPublicKey ec when isOfCurve(algorithm, ec) -> ecdsa(ec);
			case RSAPublicKey rsa when isStrong(algorithm, rsa) -> Optional.of(new RSASSAVerifier(rsa));
			default -> Optional.empty();
		};
	}

	private static boolean isOfCurve(JWSAlgorithm algorithm, ECPublicKey key) {
		return JWSAlgorithm.Family.EC.contains(algorithm)
				&& Curve.forJWSAlgorithm(algorithm).contains(Curve.forECParameterSpec(key.getParams()));
	}

	private static boolean isStrong(JWSAlgorithm algorithm, RSAPublicKey key) {
		return JWSAlgorithm.Family.RSA.contains(algorithm) && key.getModulus().bitLength() >= MIN_RSA_BITS;
	}

	private static Optional<JWSVerifier> ecdsa(ECPublicKey key) {
		try {
			return Optional.of(new ECDSAVerifier(key));
		}
		catch (JOSEException ex) {
			return Optional.empty();
		}
	}

}
