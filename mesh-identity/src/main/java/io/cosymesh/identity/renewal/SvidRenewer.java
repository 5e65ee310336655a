package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.RenewalSchedule.Life;
import io.cosymesh.identity.svid.Standing;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Gets the first SVID and every one after it, each with a key of its own. A failed
 * renewal leaves the current SVID in use and is tried again until it works, expired or
 * not. An SVID that a newer trust bundle distrusts is renewed at once.
 */
public final class SvidRenewer implements SvidKeeper {

	private static final Logger log = LoggerFactory.getLogger(SvidRenewer.class);

	private static final Duration MOST_SPREAD_WHEN_TAINTED = Duration.ofSeconds(30);

	private static final Duration MOST_SPREAD_WHEN_REFUSED = Duration.ofSeconds(2);

	private final SvidIssuer issuer;

	private final SvidSource source;

	private final RenewalSchedule schedule;

	private final Alarm alarm;

	private final CompletableFuture<SvidSnapshot> first = new CompletableFuture<>();

	private final ClockSkew skew = new ClockSkew();

	private final AtomicLong refreshes = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private volatile @Nullable IssuanceException lastFailure;

	private volatile @Nullable Instant lastRefresh;

	private volatile Life life = Life.NONE;

	private volatile @Nullable TrustBundle judgedBy;

	private volatile @Nullable Thread publishing;

	private int failuresInARow;

	private int taintedInARow;

	/**
	 * Creates a renewer that does nothing yet.
	 * @param issuer who issues
	 * @param source where SVIDs are published
	 * @param schedule when
	 * @param scheduler runs the renewals, which block on the network; not closed here
	 */
	public SvidRenewer(SvidIssuer issuer, SvidSource source, RenewalSchedule schedule,
			ScheduledExecutorService scheduler) {
		this.issuer = issuer;
		this.source = source;
		this.schedule = schedule;
		this.alarm = new Alarm(schedule.clock(), scheduler, this::attempt);
	}

	@Override
	public void start() {
		this.source.onChange(this::judge);
		this.alarm.ringBy(this.schedule.now());
	}

	@Override
	public SvidSnapshot awaitFirst(Duration timeout) throws IssuanceException, InterruptedException {
		try {
			return this.first.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			IssuanceException cause = this.lastFailure;
			throw IssuanceException.passing("No SVID for %s within %d s: %s".formatted(this.source.self(),
					timeout.toSeconds(), (cause != null) ? cause.getMessage() : "the issuer has not answered"), cause);
		}
		catch (ExecutionException ex) {
			throw IssuanceException
				.lasting("No SVID for %s: %s".formatted(this.source.self(), messageOf(ex.getCause())), ex.getCause());
		}
	}

	@Override
	public Optional<IssuanceException> lastFailure() {
		return Optional.ofNullable(this.lastFailure);
	}

	@Override
	public Optional<Instant> lastRefresh() {
		return Optional.ofNullable(this.lastRefresh);
	}

	@Override
	public Optional<Instant> nextAttempt() {
		return Optional.of(this.alarm.due()).filter((due) -> due.isBefore(Instant.MAX));
	}

	@Override
	public Optional<Duration> clockSkew() {
		return this.skew.measured();
	}

	@Override
	public long refreshes() {
		return this.refreshes.get();
	}

	@Override
	public long failures() {
		return this.failures.get();
	}

	@Override
	public void close() {
		this.alarm.close();
	}

	private Instant attempt() {
		try {
			return succeeded(obtain());
		}
		catch (IssuanceException ex) {
			return failed(ex);
		}
		catch (SvidRefusedException | RuntimeException ex) {
			return failed(IssuanceException.passing("The issued SVID can't be used: " + ex.getMessage(), ex));
		}
	}

	private SvidSnapshot obtain() throws IssuanceException, SvidRefusedException {
		FreshKey key = FreshKey.generate();
		Instant asked = this.schedule.now();
		IssuedSvid issued = this.issuer.issue(key.csrDer());
		Instant halfway = asked.plus(Duration.between(asked, this.schedule.now()).dividedBy(2));
		this.skew.measure(issued.clockSkew().orElseGet(() -> Duration.between(halfway, issued.caTime())));
		this.publishing = Thread.currentThread();
		try {
			return this.source.publish(key.svid(issued.chain()), issued.bundle());
		}
		finally {
			this.publishing = null;
		}
	}

	private Instant succeeded(SvidSnapshot snapshot) {
		Instant now = this.schedule.now();
		this.failuresInARow = 0;
		this.lastFailure = null;
		this.lastRefresh = now;
		this.refreshes.incrementAndGet();
		this.life = new Life(Duration.between(now, snapshot.notAfter()), snapshot.notAfter());
		Instant next = renewalOf(snapshot);
		log.info("event=svid-obtained spiffe-id={} serial={} expires-at={} generation={} next={}", snapshot.spiffeId(),
				snapshot.serial(), snapshot.notAfter(), snapshot.generation(), next);
		this.first.complete(snapshot);
		return next;
	}

	private Instant failed(IssuanceException failure) {
		this.failuresInARow++;
		this.failures.incrementAndGet();
		this.lastFailure = failure;
		failure.clockSkew().ifPresent(this.skew::measure);
		Duration wait = failure.retryAfter()
			.map((asked) -> this.schedule.waitAsked(asked, this.life))
			.orElseGet(() -> this.schedule.waitAfter(this.failuresInARow, this.life));
		log.warn("event=svid-renewal-failed attempt={} retry-in={}ms expires-at={} reason=\"{}\"", this.failuresInARow,
				wait.toMillis(), this.source.current().map(SvidSnapshot::notAfter).map(Instant::toString).orElse("-"),
				failure.getMessage());
		if (!failure.retryable()) {
			this.first.completeExceptionally(failure);
		}
		return this.schedule.now().plus(wait);
	}

	// Whatever this renewer publishes is looked at once the renewal is complete.
	private void judge(SvidSnapshot changed) {
		TrustBundle bundle = changed.bundle();
		boolean sameBundle = bundle.equals(this.judgedBy);
		if (sameBundle || Thread.currentThread() == this.publishing) {
			return;
		}
		this.judgedBy = bundle;
		switch (standingOf(changed)) {
			case Standing.Sound _ -> log.debug("event=svid-sound bundle-sequence={}", bundle.sequence());
			case Standing.Tainted _ -> renewSoon(MOST_SPREAD_WHEN_TAINTED, changed, "tainted");
			case Standing.Refused refused -> {
				if (refused.reason() != SvidRefusal.EXPIRED) {
					renewSoon(MOST_SPREAD_WHEN_REFUSED, changed, refused.reason().code());
				}
			}
		}
	}

	private void renewSoon(Duration mostSpread, SvidSnapshot snapshot, String reason) {
		Duration wait = this.schedule.spread(mostSpread, this.life.length());
		log.warn("event=svid-distrusted reason={} serial={} bundle-sequence={} renew-in={}ms", reason,
				snapshot.serial(), snapshot.bundle().sequence(), wait.toMillis());
		this.alarm.ringBy(this.schedule.now().plus(wait));
	}

	private Standing standingOf(SvidSnapshot snapshot) {
		return Standing.of(snapshot.svid().getChain(), snapshot.bundles(), this.schedule.now());
	}

	// A CA that goes on issuing under what it distrusts is not to be asked in a loop.
	private Instant renewalOf(SvidSnapshot obtained) {
		Instant regular = this.schedule.renewalOf(obtained);
		this.judgedBy = obtained.bundle();
		if (!(standingOf(obtained) instanceof Standing.Tainted)) {
			this.taintedInARow = 0;
			return regular;
		}
		this.taintedInARow++;
		Instant early = this.schedule.now().plus(this.schedule.waitAfter(this.taintedInARow + 3, this.life));
		log.warn("event=svid-tainted-again times={} serial={} fix=\"activate another authority at the CA\"",
				this.taintedInARow, obtained.serial());
		return early.isBefore(regular) ? early : regular;
	}

	private static String messageOf(@Nullable Throwable failure) {
		return String.valueOf((failure != null) ? failure.getMessage() : null);
	}

}
