package io.cosymesh.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

/**
 * Name of a workload of the mesh, in the one shape its SPIFFE IDs have:
 * {@code spiffe://<trust domain>/ns/<namespace>/sa/<service account>}.
 *
 * @param trustDomain the trust domain, without underscores
 * @param namespace a DNS-1123 label
 * @param serviceAccount a DNS-1123 label
 */
public record WorkloadName(TrustDomain trustDomain, String namespace, String serviceAccount) {

	private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");

	private static final Pattern PATH = Pattern.compile("/ns/([^/]+)/sa/([^/]+)");

	public WorkloadName {
		requireUsable(trustDomain);
		requireLabel("namespace", namespace);
		requireLabel("service account", serviceAccount);
	}

	/**
	 * Reads the name out of a SPIFFE ID.
	 * @param id the ID
	 * @return the name
	 * @throws IllegalArgumentException when the path isn't {@code /ns/…/sa/…}
	 */
	public static WorkloadName of(SpiffeId id) {
		Matcher path = PATH.matcher(id.getPath());
		if (!path.matches()) {
			throw new IllegalArgumentException(
					"SPIFFE ID '%s' does not name a workload; expected /ns/<namespace>/sa/<service-account>"
						.formatted(id));
		}
		return new WorkloadName(id.getTrustDomain(), path.group(1), path.group(2));
	}

	/**
	 * Reads a name as configuration writes it: a service account of the reader's own
	 * namespace, or a whole SPIFFE ID.
	 * @param nameOrSpiffeId the text
	 * @param home a workload of the namespace that short names belong to
	 * @return the name
	 * @throws IllegalArgumentException when the text is neither
	 */
	public static WorkloadName parseShort(String nameOrSpiffeId, WorkloadName home) {
		if (nameOrSpiffeId.contains("://")) {
			return of(StrictSpiffeId.parse(nameOrSpiffeId));
		}
		return new WorkloadName(home.trustDomain, home.namespace, nameOrSpiffeId);
	}

	/**
	 * Reads whom configuration names: like {@link #parseShort}, but a whole SPIFFE ID of
	 * another trust domain may have any path, since names are given there by others.
	 * @param nameOrSpiffeId the text
	 * @param home a workload of the namespace that short names belong to
	 * @return the ID
	 * @throws IllegalArgumentException when the text names no workload
	 */
	public static SpiffeId idOf(String nameOrSpiffeId, WorkloadName home) {
		if (nameOrSpiffeId.contains("://")) {
			SpiffeId id = StrictSpiffeId.parse(nameOrSpiffeId);
			if (!id.memberOf(home.trustDomain) && !id.getPath().isEmpty()) {
				return id;
			}
		}
		return parseShort(nameOrSpiffeId, home).spiffeId();
	}

	/**
	 * Returns the SPIFFE ID of the workload.
	 */
	public SpiffeId spiffeId() {
		return SpiffeId.fromSegments(this.trustDomain, "ns", this.namespace, "sa", this.serviceAccount);
	}

	@Override
	public String toString() {
		return spiffeId().toString();
	}

	// Others may have such a trust domain. With one of ours the JDK would throw
	// NullPointerException when it holds a name against a URI name constraint.
	private static void requireUsable(TrustDomain trustDomain) {
		StrictSpiffeId.requireUsable(trustDomain);
		if (trustDomain.getName().indexOf('_') >= 0) {
			throw new IllegalArgumentException("Trust domain contains '_'; use letters, digits, '.' and '-'");
		}
	}

	private static void requireLabel(String what, String value) {
		if (!LABEL.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"The %s must be 1 to 63 characters of a-z, 0-9 and '-', not starting or ending with '-'"
						.formatted(what));
		}
	}

}
