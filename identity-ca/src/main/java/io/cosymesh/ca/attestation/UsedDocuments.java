package io.cosymesh.ca.attestation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * Remembers in the database which documents were used, for all replicas and across
 * restarts. When full it refuses instead of forgetting, because a forgotten document
 * could be used twice.
 */
final class UsedDocuments {

	private static final Duration RELIEF = Duration.ofSeconds(30);

	// A replica whose clock is behind may still take what looks expired to this one.
	private static final Duration SLOWEST_REPLICA = Duration.ofMinutes(1);

	private final JdbcClient database;

	private final InstantSource clock;

	private final int capacity;

	// Exact after each look at the database; what other replicas add in between is small
	// change.
	private final AtomicLong remembered = new AtomicLong();

	UsedDocuments(JdbcClient database, InstantSource clock, int capacity) {
		this.database = database;
		this.clock = clock;
		this.capacity = capacity;
	}

	/**
	 * Uses a document once.
	 * @param workload whose document it is
	 * @param id the document's own id
	 * @param expiry when it can no longer be used anyway
	 * @throws RefusedException if it was used before, or there is no room to remember it
	 */
	void use(WorkloadName workload, String id, Instant expiry) {
		if (this.remembered.get() >= this.capacity) {
			throw RefusedException.of(Refusal.ATTESTATION_OVERLOADED, "Too many documents are in use.")
				.retryAfter(RELIEF);
		}
		try {
			// The unique key decides: of any number of callers at once, one gets its row
			// in.
			this.database.sql("insert into used_document (id, expires_at) values (?, ?)")
				.params(hash(workload, id), utc(expiry))
				.update();
			this.remembered.incrementAndGet();
		}
		catch (DuplicateKeyException ex) {
			throw RefusedException.of(Refusal.TOKEN_REPLAYED, "The JWT has been used before.");
		}
	}

	@Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
	void forgetExpired() {
		this.database.sql("delete from used_document where expires_at < ?")
			.param(utc(this.clock.instant().minus(SLOWEST_REPLICA)))
			.update();
		this.remembered.set(this.database.sql("select count(*) from used_document").query(Long.class).single());
	}

	// A name has no line breaks, so no two documents read alike. Half a hash is enough:
	// nobody can make a document that passes for one of somebody else's.
	private static UUID hash(WorkloadName workload, String id) {
		try {
			byte[] text = (workload + "\n" + id).getBytes(StandardCharsets.UTF_8);
			ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
			return new UUID(hash.getLong(), hash.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java has no SHA-256", ex);
		}
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
