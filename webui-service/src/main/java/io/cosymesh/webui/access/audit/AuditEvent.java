package io.cosymesh.webui.access.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did or tried.
 *
 * @param happenedAt when
 * @param origin who did it, and from where
 * @param action what it was, such as {@code key-created}
 * @param subject what it was done to
 * @param outcome how it ended
 * @param reason why it ended so, as a code
 */
record AuditEvent(Instant happenedAt, Origin origin, String action, String subject, Outcome outcome,
		@Nullable String reason) {

}
