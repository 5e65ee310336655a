package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.cosymesh.inference.engine.BusyEngineException;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.FakeEngine.FakeSpeech;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SpeechStreamsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final SpeechStreams streams = new SpeechStreams(Schedulers.boundedElastic());

	@Test
	void allPiecesArriveInOrderAndTheSpeechIsClosed() {
		FakeSpeech speech = new FakeSpeech(5);
		StepVerifier.create(heard(speech).map((portion) -> (int) portion.pcm().toByteArray()[0]))
			.expectNext(1, 2, 3, 4, 5)
			.expectComplete()
			.verify(SOON);
		await().until(speech::isClosed);
	}

	@Test
	void sentenceFollowsTheLastOfItsAudio() {
		FakeSpeech speech = new FakeSpeech(2);
		StepVerifier.create(heard(speech).map((portion) -> HexFormat.of().formatHex(portion.toFrames())))
			.expectNext("00000000020100")
			.expectNext("00000000020200" + "0100000016" + "0000000000000000" + "0000000000000002" + "576f7264732e")
			.expectComplete()
			.verify(SOON);
	}

	@Test
	void failureOfTheFirstPieceFailsBeforeAnythingIsSent() {
		FakeSpeech speech = new FakeSpeech(5, 1);
		StepVerifier.create(this.streams.start(() -> speech))
			.expectErrorSatisfies((ex) -> assertThat(((ProblemException) ex).getStatusCode())
				.isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR))
			.verify(SOON);
		await().until(speech::isClosed);
	}

	@Test
	void laterFailureBreaksTheStreamOff() {
		FakeSpeech speech = new FakeSpeech(5, 3);
		StepVerifier.create(heard(speech)).expectNextCount(2).expectError(ProblemException.class).verify(SOON);
		await().until(speech::isClosed);
	}

	@Test
	void refusedOrderNamesItsField() {
		StepVerifier.create(this.streams.start(() -> {
			throw new RefusedOrderException("text", "text-missing", "Give the text");
		})).expectErrorSatisfies((ex) -> {
			ProblemException problem = (ProblemException) ex;
			assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
			assertThat(problem.getBody().getProperties()).containsEntry("field", "text");
		}).verify(SOON);
	}

	@Test
	void tooManySpeechesAreAskedToComeBack() {
		StepVerifier.create(this.streams.start(() -> {
			throw new BusyEngineException(3, 2, 1);
		})).expectErrorSatisfies((ex) -> {
			ProblemException problem = (ProblemException) ex;
			assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
			assertThat(problem.getBody().getProperties()).containsEntry("queuePosition", 3)
				.containsEntry("queueLength", 2);
		}).verify(SOON);
	}

	@Test
	void noMoreIsMadeThanTheListenerAsksFor() {
		FakeSpeech speech = new FakeSpeech(1000);
		StepVerifier.create(heard(speech), 3)
			.expectNextCount(3)
			.then(() -> assertThat(speech.made()).isLessThanOrEqualTo(4))
			.thenCancel()
			.verify(SOON);
		await().until(speech::isClosed);
	}

	@Test
	void listenerWhoLeavesWhileTheFirstPieceIsMadeStopsIt() throws InterruptedException {
		CountDownLatch working = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		Disposable listening = this.streams.start(() -> {
			working.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
			throw new EngineFailureException("Given up", null);
		}).subscribe();
		assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
		listening.dispose();
		await().until(interrupted::get);
	}

	private Flux<SpeechStreams.Portion> heard(FakeSpeech speech) {
		return this.streams.start(() -> speech).flatMapMany(this.streams::portions);
	}

}
