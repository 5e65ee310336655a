package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Says once when the SVID has expired, from when on every call fails, and once when it is
 * good again.
 */
public final class ExpiryWatch implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ExpiryWatch.class);

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final InstantSource clock;

	private final Alarm alarm;

	private @Nullable Instant expiredAt;

	/**
	 * Creates a watch that doesn't watch yet.
	 * @param source the workload's identity, live
	 * @param keeper knows why there is no fresher one
	 * @param clock tells whether the SVID has expired
	 * @param scheduler runs the watch; not closed here
	 */
	public ExpiryWatch(SvidSource source, SvidKeeper keeper, InstantSource clock, ScheduledExecutorService scheduler) {
		this.source = source;
		this.keeper = keeper;
		this.clock = clock;
		this.alarm = new Alarm(clock, scheduler, this::look);
	}

	/**
	 * Starts watching.
	 */
	public void start() {
		this.source.onChange((_) -> this.alarm.ringBy(this.clock.instant()));
		this.alarm.ringBy(this.clock.instant());
	}

	@Override
	public void close() {
		this.alarm.close();
	}

	private Instant look() {
		return this.source.current().map(this::look).orElse(Instant.MAX);
	}

	private Instant look(SvidSnapshot current) {
		Instant now = this.clock.instant();
		Instant end = current.notAfter();
		Instant earlier = this.expiredAt;
		if (now.isBefore(end)) {
			if (earlier != null) {
				log.info("event=svid-recovered spiffe-id={} serial={} expires-at={} expired-for={}s",
						current.spiffeId(), current.serial(), end, Duration.between(earlier, now).toSeconds());
				this.expiredAt = null;
			}
			return end;
		}
		if (!end.equals(earlier)) {
			log.error("event=svid-expired spiffe-id={} serial={} expired-at={} effect=\"all calls fail\" reason=\"{}\"",
					current.spiffeId(), current.serial(), end, reason());
			this.expiredAt = end;
		}
		return Instant.MAX;
	}

	private String reason() {
		return this.keeper.lastFailure().map(Throwable::getMessage).orElse("no renewal was tried in time");
	}

}
