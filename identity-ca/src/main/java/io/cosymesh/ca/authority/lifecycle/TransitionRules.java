package io.cosymesh.ca.authority.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests of an operator are granted. Each method returns quietly or throws a
 * {@link RefusedTransitionException}.
 *
 * @param managed the kinds whose keys are the CA's own
 * @param waits how long to wait for others
 */
record TransitionRules(Set<AuthorityKind> managed, Waits waits) {

	TransitionRules {
		managed = Set.copyOf(managed);
	}

	void checkManaged(AuthorityKind kind) {
		if (!this.managed.contains(kind)) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_EXTERNAL,
					("The %s is not the CA's own, since cosymesh.ca.issuer is not built-in."
							+ " Rotate it where it is kept; the CA takes the new one over by itself.")
						.formatted(kind.label()));
		}
	}

	Authority find(AuthoritySet set, String id) {
		Authority found = set.find(id)
			.orElseThrow(() -> new RefusedTransitionException(TransitionRefusal.AUTHORITY_NOT_FOUND,
					"There is no authority with this id. List them with './cosymesh ca authorities'."));
		checkManaged(found.kind());
		return found;
	}

	void checkPrepare(AuthoritySet set, AuthorityKind kind) {
		checkManaged(kind);
		Optional<Authority> prepared = set.in(AuthorityState.PREPARED, kind);
		if (prepared.isPresent()) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_ALREADY_PREPARED,
					"Authority %s is prepared already. Activate it, or taint it to get rid of it."
						.formatted(prepared.get().id()));
		}
	}

	void checkActivate(Authority authority, Instant now) {
		if (!authority.state().mayBecome(AuthorityState.ACTIVE)) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_NOT_PREPARED,
					"Authority %s is %s; only a prepared one can be activated. Prepare a new %s."
						.formatted(authority.id(), authority.state().label(), authority.kind().label()));
		}
		if (authority.isExpired(now)) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_EXPIRED,
					"Authority %s expired at %s. Prepare a new %s.".formatted(authority.id(), authority.notAfter(),
							authority.kind().label()));
		}
		if (!this.waits.isUsable(authority, now)) {
			Instant from = this.waits.usableFrom(authority).orElseGet(() -> now.plus(this.waits.publication()));
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_NOT_KNOWN_YET,
					"Some workloads may not have heard of authority %s yet. Activate it at %s or later."
						.formatted(authority.id(), seconds(from)),
					from);
		}
	}

	void checkTaint(Authority authority) {
		if (authority.state() == AuthorityState.ACTIVE) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_ACTIVE,
					"Authority %s is active. Prepare and activate another %s first, so that there is one to renew from."
						.formatted(authority.id(), authority.kind().label()));
		}
		if (!authority.state().mayBecome(AuthorityState.TAINTED)) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_ALREADY_TAINTED,
					"Authority %s is %s already.".formatted(authority.id(), authority.state().label()));
		}
	}

	void checkRevoke(AuthoritySet set, Authority authority, Instant now, boolean force) {
		if (!authority.state().mayBecome(AuthorityState.REVOKED)) {
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_NOT_TAINTED,
					"Authority %s is %s. Taint it first, so that its workloads renew; then revoke it."
						.formatted(authority.id(), authority.state().label()));
		}
		if (!force && !this.waits.isUnused(set, authority, now)) {
			Instant from = this.waits.unusedFrom(set, authority);
			throw new RefusedTransitionException(TransitionRefusal.AUTHORITY_IN_USE,
					("What authority %s signed may be in use until %s. Revoke it then,"
							+ " or now with --force: whoever has not renewed since it was tainted is cut off.")
						.formatted(authority.id(), seconds(from)),
					from);
		}
	}

	// Rounded up: at the told second it is possible.
	private static Instant seconds(Instant instant) {
		Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
		return whole.equals(instant) ? whole : whole.plusSeconds(1);
	}

}
