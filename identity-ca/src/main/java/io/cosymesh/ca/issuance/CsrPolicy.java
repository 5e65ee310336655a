package io.cosymesh.ca.issuance;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * What a CSR may contain. The name in the SVID never comes from the CSR; a CSR that
 * nevertheless asks for another name, or for anything that an SVID never has, is refused
 * rather than quietly answered with something else.
 */
final class CsrPolicy {

	private static final Set<ASN1ObjectIdentifier> CURVES = Set.of(SECObjectIdentifiers.secp256r1,
			SECObjectIdentifiers.secp384r1);

	private static final int SHORTEST_RSA = 2048;

	private static final int LONGEST_RSA = 8192;

	private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);

	/**
	 * Judges a CSR.
	 * @param request the CSR
	 * @param id the proved name
	 * @return the key whose possession the CSR proves
	 * @throws RefusedException if the CSR asks for too much or proves nothing
	 */
	PublicKey check(SigningRequest request, SpiffeId id) {
		requireSignatureAlgorithm(request.csr().getSignatureAlgorithm().getAlgorithm());
		requireKeyAlgorithm(request.csr().getSubjectPublicKeyInfo().getAlgorithm());
		PublicKey key = request.publicKey();
		requireKeySize(key);
		if (!request.isSignedBy(key)) {
			throw RefusedException.of(Refusal.BAD_PROOF_OF_POSSESSION, "The CSR is not signed by its own key.");
		}
		new RequestedNames(id).check(request.csr());
		return key;
	}

	private static void requireSignatureAlgorithm(ASN1ObjectIdentifier algorithm) {
		if (!SigningRequest.SIGNATURES.containsKey(algorithm)) {
			throw notAllowed("The signature algorithm of the CSR is not allowed.");
		}
	}

	private static void requireKeyAlgorithm(AlgorithmIdentifier algorithm) {
		ASN1Encodable parameters = algorithm.getParameters();
		// Parameters spelled out instead of a curve's name could describe a curve on
		// which
		// other keys fit the same point.
		boolean curve = X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
				&& parameters instanceof ASN1ObjectIdentifier name && CURVES.contains(name);
		if (!curve && !PKCSObjectIdentifiers.rsaEncryption.equals(algorithm.getAlgorithm())) {
			throw notAllowed("The key algorithm of the CSR is not allowed.");
		}
	}

	private static void requireKeySize(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			int bits = rsa.getModulus().bitLength();
			if (bits < SHORTEST_RSA) {
				throw RefusedException.of(Refusal.CSR_KEY_TOO_WEAK,
						"The RSA key of the CSR has only %d bits.".formatted(bits));
			}
			if (bits > LONGEST_RSA) {
				throw notAllowed("The RSA key of the CSR has %d bits.".formatted(bits));
			}
			BigInteger exponent = rsa.getPublicExponent();
			if (exponent.compareTo(LEAST_EXPONENT) < 0 || !exponent.testBit(0) || exponent.bitLength() > Integer.SIZE) {
				throw notAllowed("The RSA exponent of the CSR is not allowed.");
			}
		}
	}

	private static RefusedException notAllowed(String detail) {
		return RefusedException.of(Refusal.CSR_KEY_NOT_ALLOWED, detail);
	}

}
