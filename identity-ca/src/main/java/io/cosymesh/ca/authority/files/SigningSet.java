package io.cosymesh.ca.authority.files;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.cosymesh.ca.authority.Signer;

/**
 * Files that passed every check.
 *
 * @param signer the key that signs leaves
 * @param chain what follows the leaf: the signing certificate and its issuers, without
 * the root
 * @param anchor the root that the chain hangs on
 * @param roots every root to publish
 * @param notAfter when the first certificate of all these expires
 * @param digest of the files
 */
record SigningSet(Signer signer, List<X509Certificate> chain, X509Certificate anchor, Set<X509Certificate> roots,
		Instant notAfter, String digest) {

	SigningSet {
		chain = List.copyOf(chain);
		roots = Set.copyOf(roots);
	}

	String serial() {
		return this.signer.certificate().getSerialNumber().toString(16);
	}

}
