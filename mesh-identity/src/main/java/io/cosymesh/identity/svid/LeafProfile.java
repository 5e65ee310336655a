package io.cosymesh.identity.svid;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.StrictSpiffeId;

/**
 * The X509-SVID profile of leaf certificates, X-1 to X-6 of the conformance matrix.
 * java-spiffe enforces it on one's own SVID at most, never on the peer's.
 */
public final class LeafProfile {

	private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

	private static final String KEY_USAGE = "2.5.29.15";

	private static final List<String> REQUIRED_PURPOSES = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

	private static final Set<String> KEY_ALGORITHMS = Set.of("EC", "RSA");

	private static final int URI = 6;

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int KEY_CERT_SIGN = 5;

	private static final int CRL_SIGN = 6;

	private LeafProfile() {
	}

	/**
	 * Checks a leaf certificate against the profile.
	 * @param leaf the certificate
	 * @return the SPIFFE ID it carries
	 * @throws SvidRefusedException when it breaks the profile
	 */
	public static SpiffeId check(X509Certificate leaf) throws SvidRefusedException {
		SpiffeId id = idOf(leaf);
		requireCriticalNameWhenNameless(leaf);
		requireEndEntity(leaf);
		requireKeyUsage(leaf);
		requireExtendedKeyUsage(leaf);
		if (!KEY_ALGORITHMS.contains(leaf.getPublicKey().getAlgorithm())) {
			throw new SvidRefusedException(SvidRefusal.UNSUPPORTED_KEY, "the leaf's key is neither EC nor RSA");
		}
		return id;
	}

	/**
	 * Reads the SPIFFE ID of a workload's certificate, checking nothing else.
	 * @param leaf the certificate
	 * @return the ID, which a stranger may merely claim
	 * @throws SvidRefusedException when there isn't exactly one, or it names no workload
	 */
	public static SpiffeId idOf(X509Certificate leaf) throws SvidRefusedException {
		List<String> uris = uriNames(leaf);
		if (uris.isEmpty()) {
			throw new SvidRefusedException(SvidRefusal.NO_SPIFFE_ID, "the leaf has no URI SAN");
		}
		if (uris.size() > 1) {
			throw new SvidRefusedException(SvidRefusal.SEVERAL_URI_SANS, "the leaf has more than one URI SAN");
		}
		SpiffeId id = parse(uris.getFirst());
		if (id.getPath().isEmpty()) {
			throw new SvidRefusedException(SvidRefusal.NO_WORKLOAD_PATH, "the leaf's SPIFFE ID has no path");
		}
		return id;
	}

	static List<String> uriNames(X509Certificate certificate) throws SvidRefusedException {
		try {
			@Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return (names != null) ? names.stream()
				.filter((name) -> Integer.valueOf(URI).equals(name.get(0)))
				.map((name) -> String.valueOf(name.get(1)))
				.toList() : List.of();
		}
		catch (CertificateParsingException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "its SAN can't be read");
		}
	}

	static SpiffeId parse(String text) throws SvidRefusedException {
		try {
			return StrictSpiffeId.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new SvidRefusedException(SvidRefusal.INVALID_SPIFFE_ID,
					"the URI SAN is not a canonical SPIFFE ID of a usable trust domain");
		}
	}

	private static void requireCriticalNameWhenNameless(X509Certificate leaf) throws SvidRefusedException {
		boolean nameless = leaf.getSubjectX500Principal().getName().isEmpty();
		if (nameless && !isCritical(leaf, SUBJECT_ALTERNATIVE_NAME)) {
			throw new SvidRefusedException(SvidRefusal.SAN_NOT_CRITICAL,
					"the subject is empty and the SAN is not critical");
		}
	}

	private static void requireEndEntity(X509Certificate leaf) throws SvidRefusedException {
		if (leaf.getBasicConstraints() >= 0) {
			throw new SvidRefusedException(SvidRefusal.SIGNING_CERTIFICATE, "the leaf is a CA certificate");
		}
	}

	private static void requireKeyUsage(X509Certificate leaf) throws SvidRefusedException {
		boolean[] usage = leaf.getKeyUsage();
		if (usage == null || !isCritical(leaf, KEY_USAGE)) {
			throw new SvidRefusedException(SvidRefusal.KEY_USAGE_NOT_CRITICAL,
					"the leaf has no critical key usage extension");
		}
		if (!usage[DIGITAL_SIGNATURE] || usage[KEY_CERT_SIGN] || usage[CRL_SIGN]) {
			throw new SvidRefusedException(SvidRefusal.WRONG_KEY_USAGE,
					"the leaf's key usage must have digitalSignature and neither keyCertSign nor cRLSign");
		}
	}

	private static void requireExtendedKeyUsage(X509Certificate leaf) throws SvidRefusedException {
		@Nullable List<String> purposes = extendedKeyUsage(leaf);
		if (purposes != null && !purposes.containsAll(REQUIRED_PURPOSES)) {
			throw new SvidRefusedException(SvidRefusal.WRONG_EXTENDED_KEY_USAGE,
					"the leaf's extended key usage must have serverAuth and clientAuth");
		}
	}

	private static @Nullable List<String> extendedKeyUsage(X509Certificate leaf) throws SvidRefusedException {
		try {
			return leaf.getExtendedKeyUsage();
		}
		catch (CertificateParsingException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "its extended key usage can't be read");
		}
	}

	private static boolean isCritical(X509Certificate certificate, String oid) {
		@Nullable Set<String> critical = certificate.getCriticalExtensionOIDs();
		return critical != null && critical.contains(oid);
	}

}
