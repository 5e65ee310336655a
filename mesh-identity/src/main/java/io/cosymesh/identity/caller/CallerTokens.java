package io.cosymesh.identity.caller;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;

/**
 * What signer and verifier agree on.
 */
final class CallerTokens {

	/** How long a token is good: a request has left the gateway by then. */
	static final int SECONDS = 60;

	static final JOSEObjectType TYPE = new JOSEObjectType("caller+jwt");

	static final String TENANT = "tenant";

	static final String SCOPE = "scope";

	static final String ADDRESS = "address";

	static final String METHOD = "htm";

	static final String TARGET = "htu";

	private CallerTokens() {
	}

	/**
	 * Returns the one algorithm that a key signs with: the key decides, the token
	 * doesn't.
	 */
	static Optional<JWSAlgorithm> algorithmOf(PublicKey key) {
		return switch (key) {
			case ECPublicKey ec -> ofCurve(Curve.forECParameterSpec(ec.getParams()));
			case RSAPublicKey _ -> Optional.of(JWSAlgorithm.PS256);
			default -> Optional.empty();
		};
	}

	private static Optional<JWSAlgorithm> ofCurve(Curve curve) {
		if (Curve.P_256.equals(curve)) {
			return Optional.of(JWSAlgorithm.ES256);
		}
		if (Curve.P_384.equals(curve)) {
			return Optional.of(JWSAlgorithm.ES384);
		}
		return Curve.P_521.equals(curve) ? Optional.of(JWSAlgorithm.ES512) : Optional.empty();
	}

}
