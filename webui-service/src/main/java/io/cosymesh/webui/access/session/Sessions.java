package io.cosymesh.webui.access.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.people.PersonListener;

import reactor.core.publisher.Mono;

/**
 * Begins, finds and ends sessions.
 */
public final class Sessions implements PersonListener {

	private static final int REMEMBERED = 10_000;

	private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(1);

	private final SessionTable table;

	private final SessionProperties properties;

	private final AuditTrail audit;

	private final DatabaseWork work;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final AsyncCache<String, Optional<Session>> known;

	Sessions(SessionTable table, SessionProperties properties, AuditTrail audit, DatabaseWork work, InstantSource clock,
			RandomGenerator random) {
		this.table = table;
		this.properties = properties;
		this.audit = audit;
		this.work = work;
		this.clock = clock;
		this.random = random;
		this.known = Caffeine.newBuilder()
			.maximumSize(REMEMBERED)
			.expireAfterWrite(properties.cache())
			.<String, Optional<Session>>buildAsync();
	}

	/**
	 * Begins the session of a person with a password, who may do what the role says as
	 * long as it lasts.
	 * @param person the person
	 * @param exchange the request that proved who it is
	 * @return whether there is one, its cookie set: not when the person was changed since
	 * the password was checked
	 */
	public Mono<Boolean> begin(Person person, ServerWebExchange exchange) {
		return begin(person.account(), "password", () -> this.table.lock(person), null, exchange);
	}

	/**
	 * Begins the session of somebody whom an issuer vouches for.
	 * @param account who it is
	 * @param exchange the request that proved it
	 * @return completes when the cookie is set
	 */
	public Mono<Void> beginElsewhere(Account account, ServerWebExchange exchange) {
		return begin(account, "oidc", () -> true, Scope.join(account.scopes()), exchange).then();
	}

	private Mono<Boolean> begin(Account account, String proof, BooleanSupplier holds, @Nullable String scopes,
			ServerWebExchange exchange) {
		Origin origin = Origin.of(exchange, account, proof);
		SessionToken token = SessionToken.make(this.random);
		Instant now = this.clock.instant();
		Session session = new Session(token.id(), account, now, now.plus(this.properties.lifetime()));
		Optional<SessionToken> before = SessionCookie.in(exchange);
		return this.work.change(() -> {
			if (!holds.getAsBoolean()) {
				return false;
			}
			before.map(SessionToken::id).ifPresent(this::delete);
			this.table.insert(session, scopes, origin.address());
			this.table.keepNewest(account, this.properties.perPerson());
			this.audit.done(origin, "signed-in", session.reference());
			return true;
		}).doOnNext((begun) -> {
			if (begun) {
				exchange.getResponse().addCookie(SessionCookie.of(token));
			}
		});
	}

	/**
	 * Finds who is signed in.
	 * @param exchange the request
	 * @return who it is, nothing without a session that goes on
	 */
	public Mono<SignedIn> of(ServerWebExchange exchange) {
		Mono<SignedIn> before = exchange.getAttribute(Sessions.class.getName());
		return (before != null) ? before : find(exchange);
	}

	private Mono<SignedIn> find(ServerWebExchange exchange) {
		Mono<SignedIn> found = Mono.justOrEmpty(SessionCookie.in(exchange))
			.map(SessionToken::id)
			.flatMap((id) -> Mono
				.fromFuture(() -> this.known.get(id, (key, _) -> this.work.ask(() -> load(key)).toFuture()), true))
			.flatMap(Mono::justOrEmpty)
			.filter((session) -> !session.isOver(this.clock.instant(), this.properties.idle()))
			.map(Session::signedIn)
			.cache();
		exchange.getAttributes().put(Sessions.class.getName(), found);
		return found;
	}

	/**
	 * Ends the session of a request.
	 * @param exchange the request
	 * @return completes when it has ended and the cookie is gone
	 */
	public Mono<Void> end(ServerWebExchange exchange) {
		exchange.getResponse().addCookie(SessionCookie.gone());
		return Mono.zip(Mono.justOrEmpty(SessionCookie.in(exchange)), Origin.of(exchange))
			.flatMap((ending) -> this.work.change(() -> {
				delete(ending.getT1().id());
				this.audit.done(ending.getT2(), "signed-out", ending.getT2().proof());
				return true;
			}))
			.then();
	}

	@Override
	public void changed(Person person) {
		this.table.deleteOf(person.tenant(), person.name());
		DatabaseWork.afterCommit(this.known.synchronous()::invalidateAll);
	}

	@Override
	public void gone(Person person) {
		changed(person);
	}

	/** Deletes what is over, and blocks. */
	void sweep() {
		Instant now = this.clock.instant();
		this.table.deleteOver(now, now.minus(this.properties.idle()));
	}

	private void delete(String id) {
		this.table.delete(id);
		DatabaseWork.afterCommit(() -> this.known.synchronous().invalidate(id));
	}

	// Written down once a minute at most, however many requests there are.
	private Optional<Session> load(String id) {
		Instant now = this.clock.instant();
		Duration idle = this.properties.idle();
		Duration unseen = LONGEST_UNSEEN.compareTo(idle.dividedBy(10)) < 0 ? LONGEST_UNSEEN : idle.dividedBy(10);
		return this.table.find(id).filter((session) -> !session.isOver(now, idle)).map((session) -> {
			if (now.isBefore(session.seenAt().plus(unseen))) {
				return session;
			}
			this.table.seen(id, now);
			return session.seen(now);
		});
	}

}
