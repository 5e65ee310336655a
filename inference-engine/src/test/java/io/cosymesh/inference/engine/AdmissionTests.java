package io.cosymesh.inference.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.inference.engine.FakeEngine.FakeSpeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class AdmissionTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final Admission admission = admission(2, 3, LONG);

	@Test
	void whoFindsAPlaceDoesNotWait() throws Exception {
		assertThat(this.admission.admit(() -> new FakeSpeech(1)).queuePosition()).isZero();
		assertThat(this.admission.load()).isEqualTo(new EngineStatus.Load(1, 0, 2, 3));
	}

	@Test
	void placeIsGivenBackOnce() throws Exception {
		Admission narrow = admission(1, 0, LONG);
		Speech first = narrow.admit(() -> new FakeSpeech(1));
		first.close();
		first.close();
		narrow.admit(() -> new FakeSpeech(1));
		assertThatExceptionOfType(BusyEngineException.class).isThrownBy(() -> narrow.admit(() -> new FakeSpeech(1)));
	}

	@Test
	void whoWaitsIsServedInTheOrderOfArrivalAndKnowsItsPlace() throws Exception {
		List<Speech> running = List.of(this.admission.admit(() -> new FakeSpeech(1)),
				this.admission.admit(() -> new FakeSpeech(1)));
		List<Integer> served = new CopyOnWriteArrayList<>();
		List<CompletableFuture<Admission.AdmittedSpeech>> orders = List.of(order(1, served), order(2, served),
				order(3, served));
		running.getFirst().close();
		Admission.AdmittedSpeech head = orders.getFirst().join();
		assertThat(head.next()).as("first audio of the head, while the tail waits").isPresent();
		assertThat(served).containsExactly(1);
		assertThat(this.admission.load()).isEqualTo(new EngineStatus.Load(2, 2, 2, 3));
		head.close();
		orders.get(1).join().close();
		orders.get(2).join().close();
		assertThat(served).containsExactly(1, 2, 3);
		assertThat(orders).extracting((order) -> order.join().queuePosition()).containsExactly(1, 2, 3);
	}

	@Test
	void orderThatFindsTheQueueFullIsToldThePlaceItWouldHaveHad() throws Exception {
		this.admission.admit(() -> new FakeSpeech(1));
		this.admission.admit(() -> new FakeSpeech(1));
		List<Integer> served = new CopyOnWriteArrayList<>();
		for (int i = 1; i <= 3; i++) {
			order(i, served);
		}
		assertThatExceptionOfType(BusyEngineException.class)
			.isThrownBy(() -> this.admission.admit(() -> new FakeSpeech(1)))
			.satisfies((busy) -> {
				assertThat(busy.position()).isEqualTo(4);
				assertThat(busy.queueLength()).isEqualTo(3);
				assertThat(busy.places()).isEqualTo(2);
			});
	}

	@Test
	void orderThatWaitedTooLongLeavesTheQueue() throws Exception {
		Admission impatient = admission(1, 3, Duration.ofMillis(50));
		Speech running = impatient.admit(() -> new FakeSpeech(1));
		assertThatExceptionOfType(BusyEngineException.class).isThrownBy(() -> impatient.admit(() -> new FakeSpeech(1)))
			.satisfies((busy) -> assertThat(busy.position()).isOne());
		assertThat(impatient.load().queued()).isZero();
		running.close();
		assertThat(impatient.admit(() -> new FakeSpeech(1)).queuePosition()).isZero();
	}

	@Test
	void callerWhoLeavesTheQueueHoldsNobodyUp() throws Exception {
		Speech first = this.admission.admit(() -> new FakeSpeech(1));
		this.admission.admit(() -> new FakeSpeech(1));
		Thread leaving = Thread.ofVirtual()
			.start(() -> assertThatExceptionOfType(BusyEngineException.class)
				.isThrownBy(() -> this.admission.admit(() -> new FakeSpeech(1))));
		await().until(() -> this.admission.load().queued() == 1);
		List<Integer> served = new CopyOnWriteArrayList<>();
		CompletableFuture<Admission.AdmittedSpeech> next = order(2, served);
		leaving.interrupt();
		await().until(() -> this.admission.load().queued() == 1);
		first.close();
		assertThat(next.join().queuePosition()).isEqualTo(2);
	}

	@Test
	void speechThatCannotBeOpenedTakesNoPlace() throws Exception {
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> this.admission.admit(() -> {
				throw new EngineFailureException("Broken", null);
			}));
		}
		assertThat(this.admission.admit(() -> new FakeSpeech(1)).next()).isPresent();
		assertThat(this.admission.load().running()).isOne();
	}

	@Test
	void speechNobodyListensToIsGivenUp() throws Exception {
		FakeSpeech unheard = new FakeSpeech(9);
		FakeSpeech heard = new FakeSpeech(9);
		this.admission.admit(() -> unheard);
		Speech listened = this.admission.admit(() -> heard);
		this.clock.advance(Duration.ofSeconds(45));
		listened.next();
		this.clock.advance(Duration.ofSeconds(30));
		this.admission.closeIdle();
		assertThat(unheard.isClosed()).isTrue();
		assertThat(heard.isClosed()).isFalse();
		assertThat(this.admission.load().running()).isOne();
	}

	/** Places an order and waits until it stands in the queue. */
	private CompletableFuture<Admission.AdmittedSpeech> order(int number, List<Integer> served) {
		int before = this.admission.load().queued();
		CompletableFuture<Admission.AdmittedSpeech> order = new CompletableFuture<>();
		Thread.ofVirtual().start(() -> {
			try {
				order.complete(this.admission.admit(() -> {
					served.add(number);
					return new FakeSpeech(1);
				}));
			}
			catch (SpeechException ex) {
				order.completeExceptionally(ex);
			}
		});
		await().until(() -> this.admission.load().queued() == before + 1);
		return order;
	}

	private Admission admission(int speeches, int waiting, Duration patience) {
		return new Admission(new AdmissionLimits(speeches, waiting, patience, Duration.ofSeconds(60)), this.clock);
	}

}
