package io.cosymesh.ca.attestation.serviceaccount;

import java.util.Optional;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * A pod that runs as a service account, as the judge of its token confirmed.
 *
 * @param namespace the namespace of both
 * @param serviceAccount the service account
 * @param podName the pod's name
 * @param podUid the pod's UID, which no other pod ever has
 */
public record ServiceAccountPod(String namespace, String serviceAccount, String podName, String podUid) {

	private static final Pattern POD_NAME = Pattern.compile("[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?");

	private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final String SEPARATOR = "/";

	/**
	 * Puts together what a judge confirmed.
	 * @param subject {@code system:serviceaccount:<namespace>:<name>}
	 * @param podName the pod's name, if the token belongs to a pod
	 * @param podUid the pod's UID, if the token belongs to a pod
	 * @return the pod
	 * @throws RefusedException if it is no service account, or none of a pod
	 */
	public static ServiceAccountPod of(@Nullable String subject, @Nullable String podName, @Nullable String podUid) {
		return of(ServiceAccount.of(subject), podName, podUid);
	}

	/**
	 * Puts together what a judge confirmed.
	 * @param account the service account
	 * @param podName the pod's name, if the token belongs to a pod
	 * @param podUid the pod's UID, if the token belongs to a pod
	 * @return the pod
	 * @throws RefusedException if it is none
	 */
	public static ServiceAccountPod of(ServiceAccount account, @Nullable String podName, @Nullable String podUid) {
		if (podName == null || podUid == null || !POD_NAME.matcher(podName).matches()
				|| !UID.matcher(podUid).matches()) {
			throw RefusedException.of(Refusal.TOKEN_NOT_POD_BOUND, "The token belongs to no pod.");
		}
		return new ServiceAccountPod(account.namespace(), account.name(), podName, podUid);
	}

	/**
	 * Reads back what {@link #toAttestation} wrote.
	 * @param attestation the attestation a lineage began with
	 * @return the pod, empty if it wasn't written here
	 */
	public static Optional<ServiceAccountPod> of(Attestation attestation) {
		String[] parts = attestation.instance().split(SEPARATOR, -1);
		return (parts.length == 2) ? Optional.of(new ServiceAccountPod(attestation.workload().namespace(),
				attestation.workload().serviceAccount(), parts[1], parts[0])) : Optional.empty();
	}

	/**
	 * Says what is proved: one pod has one lineage of SVIDs.
	 * @param trustDomain the trust domain of the name
	 * @param attestor who judged the token
	 * @return the proved name
	 * @throws RefusedException if the service account's name can't be in a SPIFFE ID of
	 * the mesh
	 */
	public Attestation toAttestation(TrustDomain trustDomain, AttestorName attestor) {
		return new Attestation(account().toWorkload(trustDomain), attestor.text(),
				this.podUid + SEPARATOR + this.podName);
	}

	/**
	 * Returns the service account it runs as.
	 * @return the service account
	 */
	public ServiceAccount account() {
		return new ServiceAccount(this.namespace, this.serviceAccount);
	}

}
