package io.cosymesh.webui.access.session;

import java.time.Duration;
import java.time.Instant;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.SignedIn;

/**
 * A session as the database has it.
 *
 * @param id its name in the database
 * @param account whose it is, with what they may do now
 * @param seenAt when it was used last, to a minute
 * @param expiresAt when it ends in any case
 */
record Session(String id, Account account, Instant seenAt, Instant expiresAt) {

	private static final int SHOWN = 8;

	boolean isOver(Instant now, Duration idle) {
		return !now.isBefore(this.expiresAt) || !now.isBefore(this.seenAt.plus(idle));
	}

	Session seen(Instant now) {
		return new Session(this.id, this.account, now, this.expiresAt);
	}

	SignedIn signedIn() {
		return new SignedIn(this.account, SignedIn.Proof.SESSION, reference());
	}

	String reference() {
		return "session:" + this.id.substring(0, SHOWN);
	}

}
