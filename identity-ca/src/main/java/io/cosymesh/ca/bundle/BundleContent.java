package io.cosymesh.ca.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * A trust bundle that has no number yet.
 *
 * @param roots the certificates that verify X509-SVIDs
 * @param jwtKeys the keys that verify JWT-SVIDs, by key ID
 * @param distrust which signing certificates are being taken out of use
 * @param refreshHint how often a consumer should look for a newer bundle
 */
record BundleContent(Set<X509Certificate> roots, Map<String, PublicKey> jwtKeys, Distrust distrust,
		Duration refreshHint) {

	BundleContent {
		roots = Set.copyOf(roots);
		jwtKeys = Map.copyOf(jwtKeys);
	}

	TrustBundle numbered(TrustDomain domain, long sequence) {
		return new TrustBundle(domain, this.roots, this.jwtKeys, this.distrust, sequence, this.refreshHint);
	}

	boolean isContentOf(TrustBundle bundle) {
		return numbered(bundle.trustDomain(), bundle.sequence()).equals(bundle);
	}

	/** Returns the same digest for the same content, whatever order it came in. */
	String digest() {
		StringBuilder text = new StringBuilder();
		Set<String> fingerprints = new TreeSet<>();
		this.roots.forEach((root) -> fingerprints.add(Distrust.fingerprint(root)));
		text.append("roots").append(fingerprints);
		Map<String, String> keys = new TreeMap<>();
		this.jwtKeys.forEach((keyId, key) -> keys.put(keyId, HexFormat.of().formatHex(key.getEncoded())));
		text.append("keys").append(keys);
		text.append("tainted").append(new TreeSet<>(this.distrust.tainted()));
		text.append("revoked").append(new TreeSet<>(this.distrust.revoked()));
		text.append("hint").append(this.refreshHint);
		return sha256(text.toString());
	}

	private static String sha256(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no SHA-256", ex);
		}
	}

}
