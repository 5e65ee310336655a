package io.cosymesh.identity.caller;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.svid.x509svid.X509Svid;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Vouches for callers: a signed JWT (RFC 7519) per request that carries the SVID it is
 * signed with in {@code x5c} (RFC 7515 §4.1.6). What the DPoP proofs of RFC 9449 call
 * {@code htm} and {@code htu} ties it to the request.
 */
public final class CallerTokenSigner {

	private final SvidSource source;

	private final InstantSource clock;

	/**
	 * Creates a signer.
	 * @param source this workload's identity, live
	 * @param clock dates the tokens
	 */
	public CallerTokenSigner(SvidSource source, InstantSource clock) {
		this.source = source;
		this.clock = clock;
	}

	/**
	 * Vouches for a caller.
	 * @param caller who asks
	 * @param call what for
	 * @return the compact serialization, good for {@value CallerTokens#SECONDS} seconds
	 * @throws IllegalStateException when this workload has no SVID
	 */
	public String sign(VouchedCaller caller, Call call) {
		SvidSnapshot self = this.source.snapshot();
		SignedJWT token = new SignedJWT(header(self.svid()), claims(self, caller, call));
		try {
			token.sign(signer(self.svid().getPrivateKey()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The SVID's key can't sign", ex);
		}
		return token.serialize();
	}

	private JWTClaimsSet claims(SvidSnapshot self, VouchedCaller caller, Call call) {
		Instant now = this.clock.instant();
		return new JWTClaimsSet.Builder().issuer(self.spiffeId().toString())
			.audience(call.recipient().toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(CallerTokens.SECONDS)))
			.subject(caller.name())
			.claim(CallerTokens.TENANT, caller.tenant())
			.claim(CallerTokens.SCOPE, String.join(" ", caller.scopes()))
			.claim(CallerTokens.ADDRESS, caller.address())
			.claim(CallerTokens.METHOD, call.method())
			.claim(CallerTokens.TARGET, call.target())
			.build();
	}

	private static JWSHeader header(X509Svid svid) {
		return new JWSHeader.Builder(algorithm(svid.getLeaf())).type(CallerTokens.TYPE)
			.x509CertChain(encoded(svid.getChain()))
			.build();
	}

	private static JWSAlgorithm algorithm(X509Certificate leaf) {
		return CallerTokens.algorithmOf(leaf.getPublicKey())
			.orElseThrow(() -> new IllegalStateException("The SVID's key is of no kind that signs tokens"));
	}

	private static JWSSigner signer(PrivateKey key) throws JOSEException {
		return (key instanceof ECPrivateKey ec) ? new ECDSASigner(ec) : new RSASSASigner(key);
	}

	private static List<Base64> encoded(List<X509Certificate> chain) {
		return chain.stream().map(CallerTokenSigner::encoded).toList();
	}

	private static Base64 encoded(X509Certificate certificate) {
		try {
			return Base64.encode(certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
