package io.cosymesh.ca.authority.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What is due without an operator: an authority is prepared when half of its life, or 30
 * days, are left, and takes over when a sixth, or 7 days, are left. What nothing depends
 * on any more goes.
 *
 * @param managed the kinds whose keys are the CA's own
 * @param waits how long to wait for others
 * @param intermediateEnd when an intermediate made now would end, by the end of its root
 * @param replaceExpiredRoot whether a root that expired without a successor is replaced
 */
record RotationSchedule(Set<AuthorityKind> managed, Waits waits, BiFunction<Instant, Instant, Instant> intermediateEnd,
		boolean replaceExpiredRoot) {

	private static final Duration LONGEST_PREPARATION = Duration.ofDays(30);

	private static final int PREPARATION_SHARE = 2;

	private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

	/** What share of its life an authority may be asked to outlive its leaves. */
	static final int OVERLAP_SHARE = 6;

	RotationSchedule {
		managed = Set.copyOf(managed);
	}

	/** Returns what is due first. */
	Optional<RotationStep> next(AuthoritySet set, Instant now) {
		return Stream.of(AuthorityKind.values())
			.filter(this.managed::contains)
			.flatMap((kind) -> rotation(set, kind, now).stream())
			.findFirst()
			.or(() -> set.all().stream().flatMap((authority) -> end(set, authority, now).stream()).findFirst());
	}

	private Optional<RotationStep> rotation(AuthoritySet set, AuthorityKind kind, Instant now) {
		Optional<Authority> active = set.in(AuthorityState.ACTIVE, kind);
		Optional<Authority> prepared = set.in(AuthorityState.PREPARED, kind)
			.filter((authority) -> !authority.isExpired(now));
		if (active.isEmpty() || active.get().isExpired(now)) {
			return prepared.<RotationStep>map(RotationStep.Activate::new).or(() -> found(set, kind, now));
		}
		Duration left = Duration.between(now, active.get().notAfter());
		Duration life = active.get().validity().length();
		if (prepared.isEmpty()) {
			boolean due = left.compareTo(share(life, PREPARATION_SHARE, LONGEST_PREPARATION)) <= 0;
			return (due && livesLonger(set, active.get(), now)) ? Optional.of(new RotationStep.Prepare(kind))
					: Optional.empty();
		}
		boolean due = left.compareTo(share(life, OVERLAP_SHARE, LONGEST_OVERLAP)) <= 0;
		return (due && this.waits.isUsable(prepared.get(), now))
				? Optional.of(new RotationStep.Activate(prepared.get())) : Optional.empty();
	}

	private Optional<RotationStep> found(AuthoritySet set, AuthorityKind kind, Instant now) {
		boolean possible = switch (kind) {
			case ROOT -> set.of(AuthorityKind.ROOT).findAny().isEmpty() || this.replaceExpiredRoot;
			case INTERMEDIATE ->
				set.in(AuthorityState.ACTIVE, AuthorityKind.ROOT).filter((root) -> !root.isExpired(now)).isPresent();
			case JWT -> true;
		};
		return possible ? Optional.of(new RotationStep.Found(kind)) : Optional.empty();
	}

	// Near the end of the root a new intermediate would end when the old one does.
	private boolean livesLonger(AuthoritySet set, Authority active, Instant now) {
		if (active.kind() != AuthorityKind.INTERMEDIATE) {
			return true;
		}
		return set.in(AuthorityState.ACTIVE, AuthorityKind.ROOT)
			.map((root) -> this.intermediateEnd.apply(root.notAfter(), now))
			.filter((end) -> end.isAfter(active.notAfter().plusSeconds(1)))
			.isPresent();
	}

	private Optional<RotationStep> end(AuthoritySet set, Authority authority, Instant now) {
		boolean unused = this.waits.isUnused(set, authority, now);
		boolean forget = switch (authority.state()) {
			case PREPARED -> authority.isExpired(now);
			case ACTIVE, TAINTED -> false;
			case OLD -> unused;
			case REVOKED -> unused && (authority.kind() != AuthorityKind.INTERMEDIATE || authority.isExpired(now)
					|| !set.hasPublishedRoot(authority));
		};
		if (forget) {
			return Optional.of(new RotationStep.Forget(authority));
		}
		return (authority.state() == AuthorityState.TAINTED && unused) ? Optional.of(new RotationStep.Revoke(authority))
				: Optional.empty();
	}

	private static Duration share(Duration life, int divisor, Duration most) {
		Duration share = life.dividedBy(divisor);
		return (share.compareTo(most) < 0) ? share : most;
	}

}
