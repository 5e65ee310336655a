package io.cosymesh.mesh.telemetry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Lets a few watch requests as they end. While nobody does, a request costs a look at an
 * empty set.
 */
public final class Tap {

	private static final Logger log = LoggerFactory.getLogger(Tap.class);

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	private final Set<TapWatcher> watchers = new CopyOnWriteArraySet<>();

	private final AtomicInteger places = new AtomicInteger();

	private final AtomicLong ids = new AtomicLong();

	private final TelemetryProperties.TapBounds bounds;

	private final Bucket rate;

	private final Instance instance;

	private final TimeMeter time;

	Tap(TelemetryProperties.TapBounds bounds, Instance instance, TimeMeter time) {
		this.bounds = bounds;
		this.time = time;
		this.rate = bucket(bounds.maxRate());
		this.instance = instance;
	}

	/**
	 * Watches until the subscriber cancels.
	 * @param filter what is wanted
	 * @return what happens, an error if too many watch already
	 */
	public Flux<TapSignal> watch(TapFilter filter) {
		return Flux.defer(() -> {
			if (this.places.incrementAndGet() > this.bounds.watchers()) {
				this.places.decrementAndGet();
				return Flux.error(full());
			}
			TapWatcher watcher = new TapWatcher(filter, bucket(filter.maxRate()));
			this.watchers.add(watcher);
			log.info("event=tap-opened watchers={} max-rate={}", this.watchers.size(), filter.maxRate());
			return watcher.signals().doFinally((_) -> leave(watcher));
		});
	}

	boolean isWatched() {
		return !this.watchers.isEmpty();
	}

	void tell(TapEvent event, HttpHeaders headers) {
		boolean asked = false;
		boolean granted = false;
		for (TapWatcher watcher : this.watchers) {
			if (!watcher.wants(event)) {
				continue;
			}
			// All of them together take one place of the rate.
			if (!asked) {
				asked = true;
				granted = this.rate.tryConsume(1);
			}
			if (!granted || !watcher.isWithinRate()) {
				watcher.drop();
				continue;
			}
			watcher.tell(event.with(this.instance.name(), Long.toString(this.ids.incrementAndGet()),
					watcher.wantsHeaders() ? ShownHeaders.of(headers) : null));
		}
	}

	private void leave(TapWatcher watcher) {
		this.watchers.remove(watcher);
		this.places.decrementAndGet();
		log.info("event=tap-closed watchers={}", this.watchers.size());
	}

	private ProblemException full() {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-watchers", "Too many watchers",
					"%d watch already; end one of them, or raise cosymesh.telemetry.tap.watchers"
						.formatted(this.bounds.watchers()))
			.withRetryAfter(Duration.ofSeconds(10));
	}

	// Whole seconds: with a bucket that fills steadily, a burst would make it twice as
	// many.
	private Bucket bucket(int perSecond) {
		return Bucket.builder()
			.withCustomTimePrecision(this.time)
			.addLimit((limit) -> limit.capacity(perSecond).refillIntervally(perSecond, A_SECOND))
			.build();
	}

}
