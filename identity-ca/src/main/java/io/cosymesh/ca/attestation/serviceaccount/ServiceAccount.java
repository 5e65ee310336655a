package io.cosymesh.ca.attestation.serviceaccount;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * A service account, as the judge of its token confirmed.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ServiceAccount(String namespace, String name) {

	private static final Pattern SUBJECT = Pattern.compile("system:serviceaccount:([^:]{1,63}):([^:]{1,253})");

	/**
	 * Reads what a judge confirmed.
	 * @param subject {@code system:serviceaccount:<namespace>:<name>}
	 * @return the service account
	 * @throws RefusedException if it is none
	 */
	public static ServiceAccount of(@Nullable String subject) {
		Matcher parts = SUBJECT.matcher((subject != null) ? subject : "");
		if (!parts.matches()) {
			throw RefusedException.of(Refusal.TOKEN_NOT_AUTHENTICATED, "The token is not of a service account.");
		}
		return new ServiceAccount(parts.group(1), parts.group(2));
	}

	/**
	 * Turns it into a name of the mesh.
	 * @param trustDomain the trust domain of the name
	 * @return the name
	 * @throws RefusedException if it can't be in a SPIFFE ID of the mesh
	 */
	public WorkloadName toWorkload(TrustDomain trustDomain) {
		try {
			return new WorkloadName(trustDomain, this.namespace, this.name);
		}
		catch (IllegalArgumentException ex) {
			throw RefusedException.of(Refusal.IDENTITY_NOT_ISSUED_HERE,
					"The name of the service account is no DNS label.");
		}
	}

}
