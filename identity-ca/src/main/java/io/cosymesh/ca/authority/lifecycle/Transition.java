package io.cosymesh.ca.authority.lifecycle;

import java.time.Instant;

/**
 * Something that happened to an authority, for the log.
 *
 * @param event what happened, such as {@code authority-activated}
 * @param id whose authority
 * @param kind of which kind
 * @param notAfter when the authority ends
 */
record Transition(String event, String id, AuthorityKind kind, Instant notAfter) {

	static Transition of(String what, Authority authority) {
		return new Transition("authority-" + what, authority.id(), authority.kind(), authority.notAfter());
	}

}
