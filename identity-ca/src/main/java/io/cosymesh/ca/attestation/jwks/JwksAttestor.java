package io.cosymesh.ca.attestation.jwks;

import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.attestation.DocumentKind;
import io.cosymesh.ca.attestation.UnverifiedJwt;
import io.cosymesh.ca.attestation.serviceaccount.ServedNamespaces;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Proves a name by a ServiceAccount token that the pinned issuer signed.
 */
final class JwksAttestor implements Attestor {

	private final TrustDomain trustDomain;

	private final ServedNamespaces namespaces;

	private final TokenPolicy policy;

	private final KeySet keys;

	private final InstantSource clock;

	JwksAttestor(TrustDomain trustDomain, ServedNamespaces namespaces, TokenPolicy policy, KeySet keys,
			InstantSource clock) {
		this.trustDomain = trustDomain;
		this.namespaces = namespaces;
		this.policy = policy;
		this.keys = keys;
		this.clock = clock;
	}

	@Override
	public String name() {
		return AttestorName.KUBERNETES_JWKS.text();
	}

	@Override
	public DocumentKind kind() {
		return DocumentKind.SERVICE_ACCOUNT_TOKEN;
	}

	@Override
	public boolean claims(BearerDocument document) {
		return UnverifiedJwt.read(document).filter(this::isOfPinnedIssuer).isPresent();
	}

	@Override
	public Attestation attest(BearerDocument document) {
		UnverifiedJwt unverified = UnverifiedJwt.require(document);
		try {
			if (!isOfPinnedIssuer(unverified)) {
				throw RefusedException.of(Refusal.TOKEN_ISSUER, "The token is of another issuer.");
			}
			ClusterToken token = verify(document);
			token.requireAudience(this.policy.audience());
			token.requireFresh(this.clock.instant(), this.policy.clockSkew());
			return this.namespaces.require(token.pod()).toAttestation(this.trustDomain, AttestorName.KUBERNETES_JWKS);
		}
		catch (RefusedException ex) {
			throw ex.claiming(unverified.text("sub").orElse("-"));
		}
	}

	// Whether the pod still runs shows only in its having a fresh token.
	@Override
	public void requireStanding(Attestation attestation) {
		throw RefusedException.of(Refusal.DOCUMENT_REQUIRED, "The token of the pod has to be shown again.");
	}

	private boolean isOfPinnedIssuer(UnverifiedJwt jwt) {
		return jwt.text("iss").filter(this.policy.issuer()::equals).isPresent();
	}

	private ClusterToken verify(BearerDocument document) {
		try {
			SignedJWT jwt = SignedJWT.parse(document.value());
			if (!this.policy.algorithms().contains(jwt.getHeader().getAlgorithm().getName())) {
				throw algorithm();
			}
			JWK key = Optional.ofNullable(jwt.getHeader().getKeyID())
				.flatMap(this.keys::find)
				.orElseThrow(() -> RefusedException.of(Refusal.TOKEN_KEY_UNKNOWN,
						"The token names no key that the cluster publishes."));
			if (!jwt.verify(verifier(jwt, key))) {
				throw RefusedException.of(Refusal.TOKEN_SIGNATURE, "The token is not signed by the key it names.");
			}
			return ClusterToken.of(jwt);
		}
		catch (ParseException ex) {
			throw ClusterToken.malformed();
		}
		catch (JOSEException ex) {
			throw algorithm();
		}
	}

	private static JWSVerifier verifier(SignedJWT jwt, JWK key) throws JOSEException {
		if ((key.getAlgorithm() != null && !key.getAlgorithm().equals(jwt.getHeader().getAlgorithm()))
				|| !(key instanceof AsymmetricJWK asymmetric)) {
			throw algorithm();
		}
		return new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey());
	}

	private static RefusedException algorithm() {
		return RefusedException.of(Refusal.TOKEN_ALGORITHM, "The algorithm of the token is not allowed for its key.");
	}

	/**
	 * What a token must be like.
	 *
	 * @param issuer its {@code iss}
	 * @param audience its only {@code aud}
	 * @param algorithms the algorithms it may be signed with
	 * @param clockSkew how far the cluster's clock may be off
	 */
	record TokenPolicy(String issuer, String audience, List<String> algorithms, Duration clockSkew) {
	}

}
