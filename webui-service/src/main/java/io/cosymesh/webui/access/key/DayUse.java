package io.cosymesh.webui.access.key;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Requests of a key on one day: those that all replicas wrote down, and those that this
 * one still has to.
 */
final class DayUse {

	private final LocalDate day;

	private long written;

	private long counted;

	private Instant last = Instant.EPOCH;

	private DayUse(LocalDate day) {
		this.day = day;
	}

	static DayUse of(LocalDate day) {
		return new DayUse(day);
	}

	LocalDate day() {
		return this.day;
	}

	synchronized void known(long requests) {
		this.written = Math.max(this.written, requests);
	}

	/** Counts a request, unless there were as many as there may be. */
	synchronized boolean take(Instant now, long limit) {
		if (this.written + this.counted >= limit) {
			return false;
		}
		this.counted++;
		this.last = now;
		return true;
	}

	synchronized long counted() {
		return this.counted;
	}

	synchronized Instant last() {
		return this.last;
	}

	synchronized void written(long requests, long ofAll) {
		this.counted -= requests;
		this.written = Math.max(this.written, ofAll);
	}

}
