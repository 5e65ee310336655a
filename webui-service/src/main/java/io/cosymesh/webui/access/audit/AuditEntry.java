package io.cosymesh.webui.access.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An event as administrators read it, in the list and in the log.
 *
 * @param id its place in the order of events, nothing in the log
 * @param time when it happened
 * @param tenant tenant of who did it
 * @param actor name of who did it, {@code -} for nobody known
 * @param proof how that was proved: {@code key:…}, {@code session:…}, {@code password}
 * @param action what was done, such as {@code key-created}
 * @param subject what it was done to
 * @param outcome how it ended, {@code done} or {@code refused}
 * @param reason why it ended so
 * @param address where the connection came from
 * @param requestId id of the request
 */
record AuditEntry(@Nullable Long id, Instant time, String tenant, String actor, String proof, String action,
		String subject, String outcome, @Nullable String reason, String address, @Nullable String requestId) {

	static AuditEntry of(AuditEvent event) {
		Origin origin = event.origin();
		return new AuditEntry(null, event.happenedAt(), origin.tenant(), origin.actor(), origin.proof(), event.action(),
				event.subject(), event.outcome().word(), event.reason(), origin.address(), origin.requestId());
	}

}
