package io.cosymesh.identity.caller;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundleSource;

/**
 * Decides whether a caller token is good for the request it came with: signed by the very
 * workload that sent the request, with an SVID that is good now, for this recipient,
 * method and target, and in time.
 */
public final class CallerTokenVerifier {

	private static final int MAX_LENGTH = 16 * 1024;

	private static final Duration LEEWAY = Duration.ofSeconds(10);

	private final TokenSigners signers;

	private final InstantSource clock;

	/**
	 * Creates a verifier that bears clocks ten seconds apart.
	 * @param bundles the authorities, live
	 * @param clock tells whether a token is in time
	 */
	public CallerTokenVerifier(TrustBundleSource bundles, InstantSource clock) {
		this.signers = new TokenSigners(bundles, clock);
		this.clock = clock;
	}

	/**
	 * Verifies a token.
	 * @param token the compact serialization, or {@code null} when there is none
	 * @param sender who sent the request, as its own certificate proved
	 * @param call the request
	 * @return the caller that the sender vouches for
	 * @throws CallerTokenRefusedException when the token isn't good for this request
	 */
	public VouchedCaller verify(@Nullable String token, SpiffeId sender, Call call) throws CallerTokenRefusedException {
		SignedJWT jwt = parse(token);
		requireSignature(jwt, sender);
		JWTClaimsSet claims = claims(jwt);
		if (!claims.getAudience().equals(List.of(call.recipient().toString()))) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.WRONG_RECIPIENT, "it is for another workload");
		}
		if (!call.method().equals(claims.getClaim(CallerTokens.METHOD))
				|| !call.target().equals(claims.getClaim(CallerTokens.TARGET))) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.WRONG_REQUEST, "it is for another request");
		}
		requireInTime(claims.getIssueTime(), claims.getExpirationTime(), this.clock.instant());
		return caller(claims);
	}

	private static SignedJWT parse(@Nullable String token) throws CallerTokenRefusedException {
		if (token == null || token.isEmpty()) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.MISSING, "nobody is named");
		}
		if (token.length() > MAX_LENGTH) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.TOO_LARGE,
					"it is longer than %d characters".formatted(MAX_LENGTH));
		}
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			JWSHeader header = jwt.getHeader();
			if (CallerTokens.TYPE.equals(header.getType()) && header.getCriticalParams() == null
					&& header.getX509CertChain() != null) {
				return jwt;
			}
		}
		catch (ParseException | RuntimeException ex) {
			// Told below, without what a stranger wrote.
		}
		throw malformed("it is not a signed caller token");
	}

	private void requireSignature(SignedJWT jwt, SpiffeId sender) throws CallerTokenRefusedException {
		TokenSigners.Signer signer = this.signers.of(jwt.getHeader().getX509CertChain());
		if (!signer.id().equals(sender)) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.WRONG_SIGNER, "it is not signed by the sender");
		}
		if (CallerTokens.algorithmOf(signer.key()).filter(jwt.getHeader().getAlgorithm()::equals).isEmpty()
				|| !isSignedWith(jwt, signer)) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.INVALID_SIGNATURE,
					"the signature is not of the SVID's key");
		}
	}

	private static boolean isSignedWith(SignedJWT jwt, TokenSigners.Signer signer) {
		try {
			return jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), signer.key()));
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	private static void requireInTime(@Nullable Date issued, @Nullable Date expires, Instant now)
			throws CallerTokenRefusedException {
		if (issued == null || expires == null || now.isAfter(expires.toInstant().plus(LEEWAY))
				|| now.isBefore(issued.toInstant().minus(LEEWAY))
				|| expires.toInstant().isAfter(issued.toInstant().plusSeconds(CallerTokens.SECONDS))) {
			throw new CallerTokenRefusedException(CallerTokenRefusal.NOT_IN_TIME, "it is not for now");
		}
	}

	private static JWTClaimsSet claims(SignedJWT jwt) throws CallerTokenRefusedException {
		try {
			return jwt.getJWTClaimsSet();
		}
		catch (ParseException ex) {
			throw malformed("its claims can't be read");
		}
	}

	private static VouchedCaller caller(JWTClaimsSet claims) throws CallerTokenRefusedException {
		try {
			String tenant = claims.getStringClaim(CallerTokens.TENANT);
			String scope = claims.getStringClaim(CallerTokens.SCOPE);
			if (tenant != null && scope != null && claims.getSubject() != null) {
				return new VouchedCaller(tenant, claims.getSubject(),
						scope.isEmpty() ? Set.of() : Set.of(scope.split(" ", -1)),
						claims.getStringClaim(CallerTokens.ADDRESS));
			}
		}
		catch (ParseException | IllegalArgumentException ex) {
			// Told below.
		}
		throw malformed("it names no caller");
	}

	private static CallerTokenRefusedException malformed(String message) {
		return new CallerTokenRefusedException(CallerTokenRefusal.MALFORMED, message);
	}

}
