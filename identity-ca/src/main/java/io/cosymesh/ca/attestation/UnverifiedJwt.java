package io.cosymesh.ca.attestation;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * What a JWT says before anybody has checked its signature: good for choosing who judges
 * it, and for the reason of a refusal, and for nothing else. It never prints.
 *
 * @param header its header
 * @param claims its claims
 * @param signed whether there is anything that could be a signature
 */
public record UnverifiedJwt(Map<String, Object> header, Map<String, Object> claims, boolean signed) {

	/** Longer than any token that a cluster or a workload makes. */
	public static final int LONGEST_TEXT = 4096;

	private static final String SUBJECT_PREFIX = "system:serviceaccount:";

	private static final String CLAIM_PREFIX = "kubernetes.io";

	static boolean looksLike(BearerDocument document) {
		return document.value().chars().filter((character) -> character == '.').count() == 2;
	}

	/**
	 * Reads a JWT without believing it.
	 * @param document what a caller sent
	 * @return what it says, empty if it can't be read
	 */
	public static Optional<UnverifiedJwt> read(BearerDocument document) {
		String[] parts = document.value().split("\\.", -1);
		if (parts.length != 3) {
			return Optional.empty();
		}
		try {
			return Optional.of(new UnverifiedJwt(object(parts[0]), object(parts[1]), !parts[2].isEmpty()));
		}
		catch (ParseException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Reads a JWT that may be judged: short enough and signed with a public-key
	 * algorithm.
	 * @param document what a caller sent
	 * @return what it says
	 * @throws RefusedException if it can't be read or can't prove anything
	 */
	public static UnverifiedJwt require(BearerDocument document) {
		if (document.value().length() > LONGEST_TEXT) {
			throw RefusedException.of(Refusal.TOKEN_TOO_LONG, "The token is too long.");
		}
		UnverifiedJwt jwt = read(document).orElseThrow(UnverifiedJwt::malformed);
		if (!(jwt.header.get("alg") instanceof String algorithm)) {
			throw malformed();
		}
		if (!jwt.signed || algorithm.equalsIgnoreCase("none")) {
			throw RefusedException.of(Refusal.TOKEN_UNSIGNED, "The JWT is not signed.");
		}
		if (algorithm.startsWith("HS")) {
			throw RefusedException.of(Refusal.TOKEN_ALGORITHM, "The JWT is not signed with a private key.");
		}
		return jwt;
	}

	/**
	 * Tells whether it looks like a Kubernetes ServiceAccount token.
	 * @return whether its subject or one of its claims says so
	 */
	public boolean isServiceAccountToken() {
		return text("sub").filter((subject) -> subject.startsWith(SUBJECT_PREFIX)).isPresent()
				|| this.claims.keySet().stream().anyMatch((claim) -> claim.startsWith(CLAIM_PREFIX));
	}

	/**
	 * Returns a claim that is a text.
	 * @param claim its name
	 * @return its value, empty if it is missing or something else
	 */
	public Optional<String> text(String claim) {
		return (this.claims.get(claim) instanceof String text) ? Optional.of(text) : Optional.empty();
	}

	/**
	 * Tells whether the token says it is for somebody.
	 * @param audience who
	 * @return whether {@code aud} is or contains them
	 */
	public boolean isFor(String audience) {
		Object claimed = this.claims.get("aud");
		return audience.equals(claimed) || (claimed instanceof List<?> several && several.contains(audience));
	}

	@Override
	public String toString() {
		return "UnverifiedJwt[******]";
	}

	private static Map<String, Object> object(String part) throws ParseException {
		return JSONObjectUtils.parse(new Base64URL(part).decodeToString());
	}

	private static RefusedException malformed() {
		return RefusedException.of(Refusal.TOKEN_MALFORMED, "The JWT cannot be read.");
	}

}
