package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.BundleFeed;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Keeps the trust bundles fresh: polls by the refresh hint of the own bundle, and at once
 * after an SVID came with a newer bundle than the poll before had seen. A failed poll
 * waits for the next interval (F-6) and leaves everything as it is.
 */
public final class BundleRefresher implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(BundleRefresher.class);

	private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

	private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

	// Until it has worked once, federated peers are strangers.
	private static final Duration LONGEST_FIRST_INTERVAL = Duration.ofSeconds(30);

	private final BundleFeed feed;

	private final SvidSource source;

	private final RenewalSchedule schedule;

	private final Alarm alarm;

	private final AtomicLong refreshes = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private volatile long seenSequence = -1;

	private boolean failing;

	/**
	 * Creates a refresher that does nothing yet.
	 * @param feed where bundles come from
	 * @param source where they are published
	 * @param schedule the clock and the spread
	 * @param scheduler runs the polls, which block on the network; not closed here
	 */
	public BundleRefresher(BundleFeed feed, SvidSource source, RenewalSchedule schedule,
			ScheduledExecutorService scheduler) {
		this.feed = feed;
		this.source = source;
		this.schedule = schedule;
		this.alarm = new Alarm(schedule.clock(), scheduler, this::poll);
	}

	/**
	 * Starts: polls as soon as there is an SVID.
	 */
	public void start() {
		this.source.onChange(this::look);
		this.source.current().ifPresent(this::look);
	}

	/**
	 * Polls without waiting for the interval to pass.
	 */
	public void refreshNow() {
		this.alarm.ringBy(this.schedule.now());
	}

	/**
	 * Returns how often the bundles were got.
	 */
	public long refreshes() {
		return this.refreshes.get();
	}

	/**
	 * Returns how often they weren't.
	 */
	public long failures() {
		return this.failures.get();
	}

	@Override
	public void close() {
		this.alarm.close();
	}

	private void look(SvidSnapshot changed) {
		if (changed.bundle().sequence() > this.seenSequence) {
			this.seenSequence = changed.bundle().sequence();
			refreshNow();
		}
	}

	private Instant poll() {
		Duration interval = interval();
		try {
			Map<TrustDomain, TrustBundle> bundles = this.feed.bundles();
			TrustBundle own = bundles.get(this.source.self().getTrustDomain());
			if (own != null) {
				this.seenSequence = Math.max(this.seenSequence, own.sequence());
			}
			this.source.learn(bundles);
			succeeded();
			return this.schedule.pollAfter(interval());
		}
		catch (IssuanceException | RuntimeException ex) {
			failed(ex, interval);
			return this.schedule.pollAfter(interval);
		}
	}

	private void succeeded() {
		this.refreshes.incrementAndGet();
		if (this.failing) {
			log.info("event=bundle-refresh-recovered");
			this.failing = false;
		}
	}

	// The CA being away for hours is one line here; readiness and metrics say the rest.
	private void failed(Exception failure, Duration interval) {
		this.failures.incrementAndGet();
		if (this.failing) {
			log.debug("event=bundle-refresh-failed reason=\"{}\"", failure.getMessage());
			return;
		}
		log.warn("event=bundle-refresh-failed retry-in={}s reason=\"{}\"", interval.toSeconds(), failure.getMessage());
		this.failing = true;
	}

	private Duration interval() {
		Duration hint = this.source.current()
			.map((snapshot) -> snapshot.bundle().refreshHint())
			.orElse(TrustBundle.DEFAULT_REFRESH_HINT);
		Duration longest = (this.refreshes.get() > 0) ? LONGEST_INTERVAL : LONGEST_FIRST_INTERVAL;
		Duration capped = (hint.compareTo(longest) < 0) ? hint : longest;
		return (capped.compareTo(SHORTEST_INTERVAL) > 0) ? capped : SHORTEST_INTERVAL;
	}

}
