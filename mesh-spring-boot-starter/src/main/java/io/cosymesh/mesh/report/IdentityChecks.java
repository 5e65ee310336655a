package io.cosymesh.mesh.report;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.report.ChecksAnswer.Category;
import io.cosymesh.mesh.report.ChecksAnswer.Check;

/**
 * Checks SVID, trust anchors and clock.
 */
final class IdentityChecks {

	private static final String EXPIRY_DOC = "docs/expiry-and-clocks.md";

	private static final String AUTHORITIES_DOC = "docs/authorities.md";

	private static final int LAST_PART = 5;

	private static final Duration ANCHOR_RESERVE = Duration.ofDays(60);

	private static final Duration SKEW = Duration.ofSeconds(10);

	private static final Duration BAD_SKEW = Duration.ofSeconds(60);

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final InstantSource clock;

	IdentityChecks(SvidSource source, SvidKeeper keeper, InstantSource clock) {
		this.source = source;
		this.keeper = keeper;
		this.clock = clock;
	}

	List<Category> categories() {
		Optional<SvidSnapshot> svid = this.source.current();
		return List.of(new Category("identity", List.of(valid(svid), renewed(svid))),
				new Category("trust-anchors", anchors(svid)), new Category("clock", List.of(skew())));
	}

	private Check valid(Optional<SvidSnapshot> svid) {
		String description = "the SVID is valid";
		if (svid.isEmpty()) {
			return Check.error(description, "there is none", "See event=svid-renewal-failed in the log of the service",
					EXPIRY_DOC);
		}
		Instant end = svid.get().notAfter();
		if (!this.clock.instant().isBefore(end)) {
			return Check.error(description, "it expired at " + end, "Start identity-ca, or see why it refuses",
					EXPIRY_DOC);
		}
		return Check.success(description, "until " + end);
	}

	private Check renewed(Optional<SvidSnapshot> svid) {
		String description = "the SVID is renewed in time";
		Optional<IssuanceException> failure = this.keeper.lastFailure();
		if (failure.isPresent()) {
			return Check.warning(description, "the last attempt failed: " + failure.get().getMessage(),
					"Start identity-ca, or see why it refuses (docs/refusals.md)", EXPIRY_DOC);
		}
		boolean late = svid.filter(this::isInLastPart).isPresent();
		return late
				? Check.warning(description, "a fifth of its life is left and no newer one is there",
						"See whether identity-ca answers", EXPIRY_DOC)
				: Check.success(description,
						this.keeper.nextAttempt().map((next) -> "next at " + next).orElse("others see to it"));
	}

	private boolean isInLastPart(SvidSnapshot svid) {
		Duration part = Duration.between(svid.notBefore(), svid.notAfter()).dividedBy(LAST_PART);
		return this.clock.instant().isAfter(svid.notAfter().minus(part));
	}

	private List<Check> anchors(Optional<SvidSnapshot> svid) {
		String description = "the trust anchors are within their time";
		if (svid.isEmpty()) {
			return List.of(Check.error(description, "there are none", "See whether identity-ca answers", EXPIRY_DOC));
		}
		List<Check> checks = new ArrayList<>();
		for (X509Certificate root : svid.get().bundle().authorities()) {
			checks.add(anchor(description, root));
		}
		return checks;
	}

	private Check anchor(String description, X509Certificate root) {
		Instant now = this.clock.instant();
		Instant end = root.getNotAfter().toInstant();
		String name = root.getSubjectX500Principal().getName();
		if (!now.isBefore(end)) {
			return Check.error(description, "%s expired at %s".formatted(name, end), "Rotate it: ./cosymesh ca",
					AUTHORITIES_DOC);
		}
		// A short-lived root is somebody's choice, as long as half of its life is left.
		Duration life = Duration.between(root.getNotBefore().toInstant(), end).dividedBy(2);
		Duration reserve = (life.compareTo(ANCHOR_RESERVE) < 0) ? life : ANCHOR_RESERVE;
		return now.isBefore(end.minus(reserve)) ? Check.success(description, "%s until %s".formatted(name, end))
				: Check.warning(description, "%s expires at %s".formatted(name, end),
						"Prepare its successor: ./cosymesh ca", AUTHORITIES_DOC);
	}

	private Check skew() {
		String description = "the clock agrees with the CA's";
		Optional<Duration> skew = this.keeper.clockSkew();
		if (skew.isEmpty()) {
			return Check.success(description, "the issuer of the SVID tells no time");
		}
		Duration off = skew.get().abs();
		String detail = "it is %d ms off".formatted(skew.get().toMillis());
		if (off.compareTo(BAD_SKEW) > 0) {
			return Check.error(description, detail, "Set the clock, or start the time service of the machine",
					EXPIRY_DOC);
		}
		return (off.compareTo(SKEW) > 0)
				? Check.warning(description, detail, "See whether the time service of the machine runs", EXPIRY_DOC)
				: Check.success(description, detail);
	}

}
