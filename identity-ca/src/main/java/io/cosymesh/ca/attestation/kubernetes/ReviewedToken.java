package io.cosymesh.ca.attestation.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccount;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;

/**
 * A token that the API server accepted.
 */
sealed interface ReviewedToken {

	/** Returns whose it is. */
	ServiceAccount account();

	/** Says what the token proves. */
	Attestation prove(TrustDomain trustDomain, BearerDocument token);

	/** Returns who holds it, for the log. */
	String holder();

	/**
	 * A token of a pod.
	 *
	 * @param pod whose it is
	 * @param node where the pod runs
	 */
	record OfPod(ServiceAccountPod pod, String node) implements ReviewedToken {

		@Override
		public ServiceAccount account() {
			return this.pod.account();
		}

		@Override
		public Attestation prove(TrustDomain trustDomain, BearerDocument token) {
			return this.pod.toAttestation(trustDomain, AttestorName.KUBERNETES);
		}

		@Override
		public String holder() {
			return "pod=%s podUid=%s node=%s".formatted(this.pod.podName(), this.pod.podUid(), this.node);
		}

	}

	/**
	 * A token that somebody asked the API server for. Each has a lineage of its own, so
	 * that two operators don't end each other's, and none is renewed without a token: no
	 * pod has to be there for it.
	 *
	 * @param account whose it is
	 */
	record Unbound(ServiceAccount account) implements ReviewedToken {

		private static final int DIGITS = 32;

		@Override
		public Attestation prove(TrustDomain trustDomain, BearerDocument token) {
			return new Attestation(this.account.toWorkload(trustDomain), AttestorName.KUBERNETES.text(),
					"token-" + digest(token));
		}

		@Override
		public String holder() {
			return "pod=-";
		}

		private static String digest(BearerDocument token) {
			try {
				byte[] digest = MessageDigest.getInstance("SHA-256")
					.digest(token.value().getBytes(StandardCharsets.US_ASCII));
				return HexFormat.of().formatHex(digest).substring(0, DIGITS);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("This Java has no SHA-256", ex);
			}
		}

	}

}
