package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Gets the first SVID and every one after it, each with a key of its own. A failed
 * renewal leaves the current SVID in use and is tried again until it works, expired or
 * not.
 */
public final class SvidRenewer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(SvidRenewer.class);

	// Timers stand still while a laptop sleeps; certificates don't.
	private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

	private static final Duration TOLERATED_SKEW = Duration.ofSeconds(30);

	private final SvidIssuer issuer;

	private final SvidSource source;

	private final RenewalSchedule schedule;

	private final ScheduledExecutorService scheduler;

	private final CompletableFuture<SvidSnapshot> first = new CompletableFuture<>();

	private volatile @Nullable IssuanceException lastFailure;

	private volatile @Nullable Future<?> pending;

	private volatile boolean closed;

	private volatile Instant nextAttempt = Instant.EPOCH;

	private Duration lifetime = Duration.ZERO;

	private int failures;

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
		this.scheduler = scheduler;
	}

	/**
	 * Starts: asks for an SVID at once, then keeps it fresh.
	 */
	public void start() {
		sleep(Duration.ZERO);
	}

	/**
	 * Waits for the first SVID.
	 * @param timeout how long to wait
	 * @return the first snapshot
	 * @throws IssuanceException when there is none by then, or when the issuer refused in
	 * a way that waiting doesn't mend
	 * @throws InterruptedException when interrupted
	 */
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

	/**
	 * Returns why the last attempt failed, or empty when it didn't.
	 */
	public Optional<IssuanceException> lastFailure() {
		return Optional.ofNullable(this.lastFailure);
	}

	/**
	 * Returns when the next attempt is due; in the past before the first.
	 */
	public Instant nextAttempt() {
		return this.nextAttempt;
	}

	/**
	 * Stops renewing. The current SVID stays in the source.
	 */
	@Override
	public void close() {
		this.closed = true;
		Future<?> waiting = this.pending;
		if (waiting != null) {
			waiting.cancel(false);
		}
	}

	private void tick() {
		if (this.closed) {
			return;
		}
		try {
			if (!this.schedule.now().isBefore(this.nextAttempt)) {
				attempt();
			}
		}
		finally {
			Duration due = Duration.between(this.schedule.now(), this.nextAttempt);
			sleep((due.compareTo(LONGEST_SLEEP) < 0) ? due : LONGEST_SLEEP);
		}
	}

	private void attempt() {
		try {
			succeeded(obtain());
		}
		catch (IssuanceException ex) {
			failed(ex);
		}
		catch (SvidRefusedException | RuntimeException ex) {
			failed(IssuanceException.passing("The issued SVID can't be used: " + ex.getMessage(), ex));
		}
	}

	private SvidSnapshot obtain() throws IssuanceException, SvidRefusedException {
		FreshKey key = FreshKey.generate();
		IssuedSvid issued = this.issuer.issue(key.csrDer());
		Duration skew = Duration.between(this.schedule.now(), issued.caTime());
		if (skew.abs().compareTo(TOLERATED_SKEW) > 0) {
			log.warn("event=clock-skew ca-ahead-by={}s fix=\"synchronise the clocks\"", skew.toSeconds());
		}
		return this.source.publish(key.svid(issued.chain()), issued.bundle());
	}

	private void succeeded(SvidSnapshot snapshot) {
		this.failures = 0;
		this.lastFailure = null;
		this.lifetime = Duration.between(this.schedule.now(), snapshot.notAfter());
		this.nextAttempt = this.schedule.renewalOf(snapshot);
		log.info("event=svid-obtained spiffe-id={} serial={} expires-at={} generation={} next={}", snapshot.spiffeId(),
				snapshot.serial(), snapshot.notAfter(), snapshot.generation(), this.nextAttempt);
		this.first.complete(snapshot);
	}

	private void failed(IssuanceException failure) {
		this.failures++;
		this.lastFailure = failure;
		Duration wait = this.schedule.waitAfter(this.failures, this.lifetime);
		this.nextAttempt = this.schedule.now().plus(wait);
		log.warn("event=svid-renewal-failed attempt={} retry-in={}ms expires-at={} reason=\"{}\"", this.failures,
				wait.toMillis(), this.source.current().map(SvidSnapshot::notAfter).map(Instant::toString).orElse("-"),
				failure.getMessage());
		if (!failure.retryable()) {
			this.first.completeExceptionally(failure);
		}
	}

	private void sleep(Duration duration) {
		if (this.closed) {
			return;
		}
		try {
			this.pending = this.scheduler.schedule(this::tick, Math.max(0, duration.toMillis()), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			log.debug("event=svid-renewal-stopped reason=\"the scheduler is closed\"");
		}
	}

	private static String messageOf(@Nullable Throwable failure) {
		return String.valueOf((failure != null) ? failure.getMessage() : null);
	}

}
