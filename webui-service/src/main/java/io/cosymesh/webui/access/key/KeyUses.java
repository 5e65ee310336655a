package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Counts the requests of keys, and refuses those beyond. The rate is this process's own;
 * the count of a day is that of all replicas, but for what they haven't told each other
 * yet.
 */
final class KeyUses {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Map<String, DayUse> uses = new ConcurrentHashMap<>();

	private final Cache<String, Rate> rates = Caffeine.newBuilder().expireAfterAccess(MINUTE.multipliedBy(2)).build();

	private final KeyTable table;

	private final DatabaseWork work;

	private final InstantSource clock;

	KeyUses(KeyTable table, DatabaseWork work, InstantSource clock) {
		this.table = table;
		this.work = work;
		this.clock = clock;
	}

	/** Counts a request; one that is refused counts for nothing. */
	void take(KnownKey known) {
		Instant now = this.clock.instant();
		KeyTerms terms = known.key().terms();
		takeFromMinute(known.key().id(), terms.requestsPerMinute());
		Integer perDay = terms.requestsPerDay();
		LocalDate today = today(now);
		this.uses.compute(known.key().id(), (_, before) -> {
			DayUse use = (before != null && before.day().equals(today)) ? before : DayUse.of(today);
			if (known.day().equals(today)) {
				use.known(known.used());
			}
			if (!use.take(now, (perDay != null) ? perDay : Long.MAX_VALUE)) {
				throw KeyProblems
					.usedUp(Duration.between(now, today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
			}
			return use;
		});
	}

	LocalDate today() {
		return today(this.clock.instant());
	}

	/** Writes down what was counted, and blocks. */
	void flush() {
		this.uses.forEach((id, use) -> {
			long counted = use.counted();
			if (counted == 0) {
				this.uses.computeIfPresent(id, (_, now) -> (now == use && use.counted() == 0) ? null : now);
				return;
			}
			Long all = this.work.inTransaction(() -> this.table.use(id, use.day(), counted, use.last()));
			use.written(counted, (all != null) ? all : 0);
		});
	}

	/** Deletes what was counted long ago, and blocks. */
	void sweep() {
		this.table.deleteUseBefore(today().minusDays(31));
	}

	private void takeFromMinute(String id, @Nullable Integer perMinute) {
		if (perMinute == null) {
			return;
		}
		Rate rate = this.rates.asMap()
			.compute(id, (_, before) -> (before != null && before.perMinute() == perMinute) ? before
					: new Rate(perMinute, bucket(perMinute)));
		ConsumptionProbe probe = rate.bucket().tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw KeyProblems.tooFast(Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	private Bucket bucket(int perMinute) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
			.withCustomTimePrecision(new ClockMeter(this.clock))
			.build();
	}

	private static LocalDate today(Instant now) {
		return now.atOffset(ZoneOffset.UTC).toLocalDate();
	}

	private record Rate(int perMinute, Bucket bucket) {
	}

	private record ClockMeter(InstantSource clock) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.clock.millis() * 1_000_000;
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
