package io.cosymesh.cli.check;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.identity.bundle.TrustBundle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether everybody trusts the same roots, and for how long those are good.
 */
final class TrustAnchorChecks {

	static final Duration SOON = Duration.ofDays(60);

	private static final int SHORTEST_EC = 256;

	private static final int SHORTEST_RSA = 2048;

	private TrustAnchorChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		String readable = "the trust bundle can be read";
		@Nullable TrustBundle bundle = observation.anchors().bundle();
		if (bundle == null || bundle.authorities().isEmpty()) {
			checks.add(Check.error(readable,
					(bundle == null) ? String.valueOf(observation.anchors().failure()) : "it holds no root",
					observation.guidance().trustBundle(), "trust-bundle"));
			return new Category("trust anchors", checks);
		}
		checks.add(Check.good(readable, "sequence " + bundle.sequence()));
		Collection<X509Certificate> roots = bundle.authorities();
		Instant now = observation.time();
		checks.add(verdict("trust anchors use supported algorithms", roots, TrustAnchorChecks::isStrong,
				Check.error("", "", "use EC keys of 256 bits or more, or RSA of 2048, and SHA-2", "weak-key")));
		checks.add(verdict("trust anchors are within their validity period", roots, (root) -> isValid(root, now),
				Check.error("", "", "rotate the root: docs/authorities.md", "anchor-expired")));
		checks
			.add(verdict("trust anchors are valid for at least 60 days", roots, (root) -> isValid(root, now.plus(SOON)),
					Check.warning("", "", "rotate the root in time: ./cosymesh ca rotate root", "anchor-expiring")));
		checks.add(sequences(observation, bundle.sequence()));
		return new Category("trust anchors", checks);
	}

	static Check verdict(String description, Collection<X509Certificate> certificates, Predicate<X509Certificate> good,
			Check otherwise) {
		List<String> bad = certificates.stream().filter(good.negate()).map(TrustAnchorChecks::describe).toList();
		return bad.isEmpty() ? Check.good(description)
				: new Check(description, otherwise.result(), String.join("; ", bad), otherwise.hint(), otherwise.doc());
	}

	private static String describe(X509Certificate certificate) {
		return "%s (serial %s), valid from %s to %s".formatted(certificate.getSubjectX500Principal().getName(),
				certificate.getSerialNumber().toString(16), certificate.getNotBefore().toInstant(),
				certificate.getNotAfter().toInstant());
	}

	private static boolean isValid(X509Certificate certificate, Instant now) {
		return !now.isBefore(certificate.getNotBefore().toInstant())
				&& now.isBefore(certificate.getNotAfter().toInstant());
	}

	private static boolean isStrong(X509Certificate certificate) {
		String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
		if (signature.startsWith("SHA1") || signature.startsWith("MD")) {
			return false;
		}
		return switch (certificate.getPublicKey()) {
			case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize() >= SHORTEST_EC;
			case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA;
			default -> false;
		};
	}

	private static Check sequences(Observation observation, long published) {
		String description = "services use the published trust bundle";
		List<String> behind = observation.services()
			.stream()
			.filter((service) -> sequence(service).isNumber() && sequence(service).asLong() < published)
			.map((service) -> "* %s uses %s".formatted(service.name(), sequence(service).asString()))
			.toList();
		return behind.isEmpty() ? Check.good(description)
				: Check.warning(description,
						"identity-ca publishes %d; %s".formatted(published, String.join(", ", behind)),
						"they follow within the bundle's refresh hint; revoke no authority before", "bundle-behind");
	}

	private static JsonNode sequence(ObservedService service) {
		return service.report().readiness().components().path("svid").path("details").path("bundleSequence");
	}

}
