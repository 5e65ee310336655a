package io.cosymesh.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RegularWorkTests {

	private static final Duration NEVER_AGAIN = Duration.ofHours(1);

	private final AtomicInteger rounds = new AtomicInteger();

	@Test
	void beginsAtOnceAndGoesOn() {
		RegularWork work = work(Duration.ofMillis(10));
		work.start();
		await().until(() -> this.rounds.get() >= 3);
		work.stop();
		assertThat(work.isRunning()).isFalse();
	}

	@Test
	void aFailureDoesNotEndIt() {
		RegularWork work = new RegularWork("failing", () -> {
			this.rounds.incrementAndGet();
			throw new IllegalStateException("the database is away");
		}, Duration.ofMillis(10), Schedulers.boundedElastic());
		work.start();
		await().until(() -> this.rounds.get() >= 3);
		work.stop();
	}

	@Test
	void theEndIsTheEnd() {
		RegularWork work = work(NEVER_AGAIN);
		work.start();
		await().until(() -> this.rounds.get() == 1);
		work.stop();
		assertThat(this.rounds).hasValue(1);
	}

	@Test
	void aLastRoundIsDoneBeforeTheEnd() {
		RegularWork work = RegularWork.withLastRound("flush", this.rounds::incrementAndGet, NEVER_AGAIN,
				Schedulers.boundedElastic());
		work.start();
		await().until(() -> this.rounds.get() == 1);
		work.stop();
		assertThat(this.rounds).hasValue(2);
	}

	/** Lower phases stop later. */
	@Test
	void goesOnUntilTheWebServerHasStopped() {
		assertThat(work(NEVER_AGAIN).getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
			.isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

	@Test
	void whatNeverBeganHasNoLastRound() {
		RegularWork.withLastRound("flush", this.rounds::incrementAndGet, NEVER_AGAIN, Schedulers.boundedElastic())
			.stop();
		assertThat(this.rounds).hasValue(0);
	}

	private RegularWork work(Duration interval) {
		return new RegularWork("counting", this.rounds::incrementAndGet, interval, Schedulers.boundedElastic());
	}

}
