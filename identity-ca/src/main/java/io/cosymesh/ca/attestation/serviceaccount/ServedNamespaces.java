package io.cosymesh.ca.attestation.serviceaccount;

import java.util.List;
import java.util.Set;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * The namespaces whose service accounts can get SVIDs.
 *
 * @param names their names, or {@code *} for all
 */
public record ServedNamespaces(Set<String> names) {

	private static final String ALL = "*";

	public ServedNamespaces {
		names = Set.copyOf(names);
	}

	/**
	 * Reads the setting.
	 * @param configured what is configured
	 * @param own the CA's own namespace, the only one unless others are configured
	 * @return the namespaces
	 */
	public static ServedNamespaces of(List<String> configured, String own) {
		return new ServedNamespaces(configured.isEmpty() ? Set.of(own) : Set.copyOf(configured));
	}

	/**
	 * Refuses who runs elsewhere.
	 * @param pod a confirmed pod
	 * @return the pod
	 * @throws RefusedException if its namespace isn't served
	 */
	public ServiceAccountPod require(ServiceAccountPod pod) {
		require(pod.namespace());
		return pod;
	}

	/**
	 * Refuses who is of elsewhere.
	 * @param namespace a confirmed namespace
	 * @throws RefusedException if it isn't served
	 */
	public void require(String namespace) {
		if (!this.names.contains(ALL) && !this.names.contains(namespace)) {
			throw RefusedException.of(Refusal.NAMESPACE_NOT_ALLOWED, "This CA does not serve that namespace.");
		}
	}

}
