package io.cosymesh.ca.authority.lifecycle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.ChangingAuthority;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The authorities that all replicas share: what an operator may do with them, what is
 * due, and a view of them that is seldom older than a second.
 */
public final class Authorities implements ChangingAuthority {

	private static final Logger logger = LoggerFactory.getLogger(Authorities.class);

	private static final String ROTATOR = "rotator";

	private static final int MOST_STEPS = 20;

	private final AuthorityLedger ledger;

	private final SealedKeys keys;

	private final AuthorityMint mint;

	private final TransitionRules rules;

	private final RotationSchedule schedule;

	private final InstantSource clock;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private volatile View view;

	Authorities(AuthorityLedger ledger, SealedKeys keys, AuthorityMint mint, RotationSchedule schedule,
			InstantSource clock) {
		this.ledger = ledger;
		this.keys = keys;
		this.mint = mint;
		this.rules = new TransitionRules(schedule.managed(), schedule.waits());
		this.schedule = schedule;
		this.clock = clock;
		this.view = open(ledger.read(), List.of());
	}

	/**
	 * Lists all authorities.
	 * @return them as they are in the database now, oldest first
	 */
	public List<AuthorityStatus> list() {
		AuthoritySet set = this.ledger.read();
		return set.all().stream().map((authority) -> status(authority, set)).toList();
	}

	/**
	 * Makes the next authority of a kind and has it published.
	 * @param kind the kind
	 * @param operator who wants it
	 * @return the authority
	 * @throws RefusedTransitionException if there is one already
	 */
	public AuthorityStatus prepare(AuthorityKind kind, String operator) {
		String[] id = new String[1];
		change(operator, (change, set) -> {
			this.rules.checkPrepare(set, kind);
			id[0] = change.prepare(kind, set).id();
		});
		return status(id[0]);
	}

	/**
	 * Lets a prepared authority sign instead of the active one.
	 * @param id its id
	 * @param operator who wants it
	 * @return the authority
	 * @throws RefusedTransitionException if it isn't prepared, or not known everywhere
	 */
	public AuthorityStatus activate(String id, String operator) {
		change(operator, (change, set) -> {
			Authority authority = this.rules.find(set, id);
			this.rules.checkActivate(authority, this.clock.instant());
			change.activate(authority, set);
		});
		return status(id);
	}

	/**
	 * Has everything that an authority signed renewed.
	 * @param id its id
	 * @param operator who wants it
	 * @return the authority
	 * @throws RefusedTransitionException if it is active, or tainted already
	 */
	public AuthorityStatus taint(String id, String operator) {
		change(operator, (change, set) -> {
			Authority authority = this.rules.find(set, id);
			this.rules.checkTaint(authority);
			change.enter(AuthorityState.TAINTED, authority);
		});
		return status(id);
	}

	/**
	 * Has everything that an authority signed refused.
	 * @param id its id
	 * @param force even what is in use
	 * @param operator who wants it
	 * @return the authority
	 * @throws RefusedTransitionException if it isn't tainted, or in use
	 */
	public AuthorityStatus revoke(String id, boolean force, String operator) {
		change(operator, (change, set) -> {
			Authority authority = this.rules.find(set, id);
			this.rules.checkRevoke(set, authority, this.clock.instant(), force);
			change.enter(AuthorityState.REVOKED, authority);
		});
		return status(id);
	}

	/** Does what is due, unless another replica is faster. */
	void rotate() {
		refresh();
		for (int steps = 0; steps < MOST_STEPS && next(set()).isPresent(); steps++) {
			change(ROTATOR, (change, set) -> next(set).ifPresent((step) -> change.apply(step, set)));
		}
	}

	/** Notes which authorities this replica has published. */
	void confirmPublished(TrustBundle bundle) {
		Instant now = this.clock.instant();
		List<Authority> news = set().all()
			.stream()
			.filter((authority) -> authority.publishedAt().isEmpty() && isIn(bundle, authority))
			.toList();
		if (!news.isEmpty()) {
			this.ledger.change((set) -> {
				news.forEach((authority) -> this.ledger.table().published(authority.id(), now));
				return news;
			});
			refresh();
		}
	}

	/**
	 * Notes that something signed lives until a moment, so that its authority stays.
	 * @return false if the authority has been replaced meanwhile
	 */
	boolean use(String id, Instant until) {
		return this.ledger.table().usedUntil(id, until);
	}

	@Override
	public void refresh() {
		if (this.ledger.version() != set().version()) {
			reload();
			this.listeners.forEach(Runnable::run);
		}
	}

	@Override
	public void onChange(Runnable listener) {
		this.listeners.add(listener);
	}

	AuthoritySet set() {
		return this.view.set();
	}

	Optional<SigningAuthority> signing(AuthorityKind kind) {
		return this.view.signing().stream().filter((signing) -> signing.authority().kind() == kind).findFirst();
	}

	Waits waits() {
		return this.schedule.waits();
	}

	void change(String operator, BiConsumer<AuthorityChange, AuthoritySet> what) {
		List<Transition> done = this.ledger.change((set) -> {
			AuthorityChange change = new AuthorityChange(this.ledger, this.keys, this.mint, this.clock.instant());
			what.accept(change, set);
			return change.transitions();
		});
		done.forEach((transition) -> logger.info("event={} id={} kind={} notAfter={} operator={}", transition.event(),
				transition.id(), transition.kind().label(), transition.notAfter(), operator));
		refresh();
	}

	private Optional<RotationStep> next(AuthoritySet set) {
		return this.schedule.next(set, this.clock.instant());
	}

	private synchronized void reload() {
		this.view = open(this.ledger.read(), this.view.signing());
	}

	// Keys that are open stay open: a row that was tampered with doesn't stop signing.
	private View open(AuthoritySet set, List<SigningAuthority> opened) {
		return new View(set,
				Stream.of(AuthorityKind.INTERMEDIATE, AuthorityKind.JWT)
					.filter(this.schedule.managed()::contains)
					.flatMap((kind) -> set.in(AuthorityState.ACTIVE, kind).stream())
					.map((active) -> opened.stream()
						.filter((signing) -> signing.authority().id().equals(active.id()))
						.findFirst()
						.orElseGet(() -> open(active)))
					.toList());
	}

	private SigningAuthority open(Authority active) {
		String sealed = this.ledger.table()
			.sealedKey(active.id())
			.orElseThrow(() -> new AuthorityUnusableException(
					"The private key of the active %s is gone from the database.".formatted(active.purpose()),
					"Restore the database from a backup."));
		return new SigningAuthority(active, this.keys.open(sealed, active));
	}

	private AuthorityStatus status(String id) {
		AuthoritySet set = this.ledger.read();
		return status(this.rules.find(set, id), set);
	}

	private AuthorityStatus status(Authority authority, AuthoritySet set) {
		return AuthorityStatus.of(authority, set, waits());
	}

	private static boolean isIn(TrustBundle bundle, Authority authority) {
		return switch (authority.kind()) {
			case ROOT -> authority.certificate().filter(bundle.authorities()::contains).isPresent();
			case INTERMEDIATE -> false;
			case JWT -> bundle.jwtAuthorities().containsKey(authority.id());
		};
	}

	/** What this replica knows. */
	private record View(AuthoritySet set, List<SigningAuthority> signing) {
	}

}
