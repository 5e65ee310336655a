package io.cosymesh.identity.issuance;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;

/**
 * A short-lived ES256 JWT signed with the workload's registered key, which is read anew
 * from its PKCS #8 PEM file each time. Each token is good for one use within a minute.
 */
public final class WorkloadKeyDocument implements AttestationDocument {

	private static final Duration LIFETIME = Duration.ofSeconds(60);

	private final SecretFile file;

	private final WorkloadName self;

	private final SpiffeId audience;

	private final InstantSource clock;

	/**
	 * Creates the document.
	 * @param file the workload's private key
	 * @param self who the workload says it is
	 * @param audience the ID of the CA it says that to
	 * @param clock for the times in the token
	 */
	public WorkloadKeyDocument(Path file, WorkloadName self, SpiffeId audience, InstantSource clock) {
		this.file = new SecretFile("workload key", file);
		this.self = self;
		this.audience = audience;
		this.clock = clock;
	}

	@Override
	public String bearer() throws IssuanceException {
		Instant now = this.clock.instant();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().subject(this.self.spiffeId().toString())
			.audience(this.audience.toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(LIFETIME)))
			.jwtID(UUID.randomUUID().toString())
			.build();
		SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
		ECPrivateKey key = readKey();
		try {
			token.sign(new ECDSASigner(key));
		}
		catch (JOSEException ex) {
			throw IssuanceException.lasting("The %s can't sign ES256".formatted(this.file), ex);
		}
		return token.serialize();
	}

	private ECPrivateKey readKey() throws IssuanceException {
		String pem = this.file.read();
		try {
			ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC")
				.generatePrivate(new PKCS8EncodedKeySpec(PemText.read("PRIVATE KEY", pem)));
			if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
				throw notAKey();
			}
			return key;
		}
		// The cause is left out: it may quote the key.
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw notAKey();
		}
	}

	private IssuanceException notAKey() {
		return IssuanceException
			.lasting("The %s is not a P-256 private key in PKCS #8 PEM (BEGIN PRIVATE KEY)".formatted(this.file), null);
	}

}
