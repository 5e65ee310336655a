package io.cosymesh.identity.bundle;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The signing certificates of a trust domain that are being taken out of use, by
 * fingerprint. A workload whose SVID hangs on a tainted one renews at once; a chain with
 * a revoked one is refused. An extension of ours to the SPIFFE bundle, which others
 * ignore as its §4.2 tells them to.
 *
 * @param tainted fingerprints of the certificates that nothing should depend on any more
 * @param revoked fingerprints of the certificates that nobody may accept any more
 */
public record Distrust(Set<String> tainted, Set<String> revoked) {

	/** Nothing is distrusted. */
	public static final Distrust NONE = new Distrust(Set.of(), Set.of());

	private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

	public Distrust {
		tainted = Set.copyOf(tainted);
		revoked = Set.copyOf(revoked);
		tainted.forEach(Distrust::requireFingerprint);
		revoked.forEach(Distrust::requireFingerprint);
	}

	/**
	 * Returns whether a signing certificate is tainted or revoked.
	 * @param authority the certificate
	 */
	public boolean taints(X509Certificate authority) {
		String fingerprint = fingerprint(authority);
		return this.tainted.contains(fingerprint) || this.revoked.contains(fingerprint);
	}

	/**
	 * Returns whether a signing certificate is revoked.
	 * @param authority the certificate
	 */
	public boolean revokes(X509Certificate authority) {
		return !this.revoked.isEmpty() && this.revoked.contains(fingerprint(authority));
	}

	/**
	 * Returns what names a signing certificate here.
	 * @param authority the certificate
	 * @return SHA-256 of its DER, 64 lower-case hexadecimal digits
	 */
	public static String fingerprint(X509Certificate authority) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(authority.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("Certificate has no encoded form", ex);
		}
	}

	private static void requireFingerprint(String text) {
		if (!FINGERPRINT.matcher(text).matches()) {
			throw new IllegalArgumentException("A fingerprint is 64 lower-case hexadecimal digits");
		}
	}

}
