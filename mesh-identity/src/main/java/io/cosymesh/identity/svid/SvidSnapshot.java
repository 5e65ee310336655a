package io.cosymesh.identity.svid;

import java.time.Instant;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.x509svid.X509Svid;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundles;

/**
 * Everything a workload knows about identity at one moment: what it is and whom it
 * trusts. Never changes; a renewal or a newer bundle makes the next one.
 *
 * @param svid the certificate chain and its private key
 * @param bundles the authorities of the own trust domain and of the federated ones
 * @param generation counts the snapshots of a source, from 1
 */
public record SvidSnapshot(X509Svid svid, TrustBundles bundles, long generation) {

	/**
	 * Returns the bundle of the own trust domain.
	 */
	public TrustBundle bundle() {
		return this.bundles.own();
	}

	/**
	 * Returns the SPIFFE ID of the workload.
	 */
	public SpiffeId spiffeId() {
		return this.svid.getSpiffeId();
	}

	/**
	 * Returns when the SVID becomes valid.
	 */
	public Instant notBefore() {
		return this.svid.getLeaf().getNotBefore().toInstant();
	}

	/**
	 * Returns when the SVID expires.
	 */
	public Instant notAfter() {
		return this.svid.getLeaf().getNotAfter().toInstant();
	}

	/**
	 * Returns the serial number in lower-case hexadecimal.
	 */
	public String serial() {
		return this.svid.getLeaf().getSerialNumber().toString(16);
	}

	@Override
	public String toString() {
		return "SvidSnapshot[spiffeId=%s, serial=%s, notAfter=%s, bundleSequence=%d, generation=%d]"
			.formatted(spiffeId(), serial(), notAfter(), bundle().sequence(), this.generation);
	}

}
