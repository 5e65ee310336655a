package io.cosymesh.webui.access.audit;

import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.webui.access.database.DatabaseWork;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers who did what: changes in the transaction that makes them, refusals soon after
 * and not more of strangers than there is room for. Each is a line of JSON in the log as
 * well, pure ASCII, so that nothing in a request can begin a line of its own.
 */
public final class AuditTrail {

	private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

	private static final Logger lines = LoggerFactory.getLogger("io.cosymesh.access.audit");

	private static final int WAITING = 2_000;

	private final JsonMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(WAITING);

	private final AtomicLong dropped = new AtomicLong();

	private final AuditTable table;

	private final Bucket strangers;

	private final InstantSource clock;

	AuditTrail(AuditTable table, Bucket strangers, InstantSource clock) {
		this.table = table;
		this.strangers = strangers;
		this.clock = clock;
	}

	/**
	 * Remembers what is being done, in the transaction at hand.
	 * @param origin who does it
	 * @param action what is done
	 * @param subject what it is done to
	 */
	public void done(Origin origin, String action, String subject) {
		AuditEvent event = new AuditEvent(this.clock.instant(), origin, action, subject, Outcome.DONE, null);
		this.table.insert(event);
		DatabaseWork.afterCommit(() -> log(event));
	}

	/**
	 * Remembers what was not let happen. Never blocks.
	 * @param origin who tried
	 * @param action what was tried
	 * @param subject what it would have been done to
	 * @param reason why not, as a code
	 */
	public void refused(Origin origin, String action, String subject, @Nullable String reason) {
		AuditEvent event = new AuditEvent(this.clock.instant(), origin, action, subject, Outcome.REFUSED, reason);
		if ((origin.isStranger() && !this.strangers.tryConsume(1)) || !this.waiting.offer(event)) {
			this.dropped.incrementAndGet();
			return;
		}
		log(event);
	}

	/** Writes what waits to the database, and blocks. */
	void flush() {
		for (AuditEvent event = this.waiting.peek(); event != null; event = this.waiting.peek()) {
			this.table.insert(event);
			this.waiting.remove(event);
		}
		long lost = this.dropped.getAndSet(0);
		if (lost > 0) {
			log.warn("event=audit-events-dropped count={} detail=\"more refusals than are kept\"", lost);
		}
	}

	private void log(AuditEvent event) {
		lines.info("{}", this.json.writeValueAsString(AuditEntry.of(event)));
	}

}
