package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.mockito.Mockito;

import io.cosymesh.identity.test.MovableClock;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;

/**
 * Runs scheduled tasks on the test's own thread, when the test moves the clock past them.
 */
final class ManualScheduler {

	private final ScheduledExecutorService executor = Mockito.mock(ScheduledExecutorService.class);

	private final MovableClock clock;

	private Runnable next;

	private Instant due;

	ManualScheduler(MovableClock clock) {
		this.clock = clock;
		given(this.executor.schedule(any(Runnable.class), anyLong(), any(TimeUnit.class))).willAnswer((call) -> {
			this.next = call.getArgument(0);
			this.due = clock.instant().plusNanos(call.<TimeUnit>getArgument(2).toNanos(call.getArgument(1)));
			return Mockito.mock(ScheduledFuture.class);
		});
	}

	ScheduledExecutorService executor() {
		return this.executor;
	}

	boolean isIdle() {
		return this.next == null;
	}

	/**
	 * Lets time pass, running what becomes due on the way.
	 */
	void pass(Duration duration) {
		Instant end = this.clock.instant().plus(duration);
		while (this.next != null && !this.due.isAfter(end)) {
			this.clock.advance(Duration.between(this.clock.instant(), this.due));
			Runnable task = this.next;
			this.next = null;
			task.run();
		}
		this.clock.advance(Duration.between(this.clock.instant(), end));
	}

	/**
	 * Lets the wall clock jump without any timer firing, as when a laptop sleeps, and
	 * then fires the timer that was pending.
	 */
	void sleepThrough(Duration duration) {
		this.clock.advance(duration);
		this.due = this.clock.instant();
		pass(Duration.ZERO);
	}

}
