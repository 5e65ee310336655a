package io.cosymesh.audio.admission;

import reactor.core.scheduler.Scheduler;

/**
 * The scheduler of production.
 */
public final class TestScheduler {

	private TestScheduler() {
	}

	public static Scheduler create() {
		return new AdmissionConfiguration().workScheduler();
	}

}
