package io.cosymesh.mesh.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

/**
 * Who stands at an end of an edge.
 *
 * @param id SPIFFE ID, {@code null} for those who have none
 * @param service short name: the service account, {@code outside}, or {@code other} for
 * all that are too many to be told apart
 */
public record Workload(@Nullable String id, String service) {

	/**
	 * Callers without an identity.
	 */
	public static final Workload OUTSIDE = new Workload(null, "outside");

	static final Workload OTHER = new Workload(null, "other");

	private static final Pattern PATH = Pattern.compile("/ns/[^/]+/sa/([^/]+)");

	/**
	 * Names a workload.
	 * @param id its SPIFFE ID
	 * @param home the trust domain whose names need no further word
	 * @return the workload
	 */
	public static Workload of(SpiffeId id, TrustDomain home) {
		Matcher path = PATH.matcher(id.getPath());
		String name = path.matches() ? path.group(1) : id.getPath();
		return new Workload(id.toString(), id.memberOf(home) ? name : name + "@" + id.getTrustDomain());
	}

	String label() {
		return (this.id != null) ? this.id : this.service;
	}

}
