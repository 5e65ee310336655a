package io.cosymesh.backend.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class MarkedSpeechTests extends PipelineRig {

	@Test
	void sentenceIsToldAsSoonAsItIsMade() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		StepVerifier.create(told(AudioFormat.MP3))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("HEAD", "one.", "0: one.")
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("two.")))
			.expectNext("two.", "1: two.")
			.then(this.pcm::complete)
			.expectNext("2 in 4 samples")
			.verifyComplete();
	}

	@Test
	void pcmAndSentencesKeepTheirOrderHoweverSlowTheListener() {
		this.audioProcessor.encoding = (pcm) -> Flux.error(new AssertionError("PCM was sent to the encoder"));
		StepVerifier.create(told(AudioFormat.PCM), 1)
			.expectNext("one.")
			.thenRequest(1)
			.expectNext("0: one.")
			.thenRequest(1)
			.expectNext("two.")
			.thenRequest(10)
			.expectNext("1: two.", "2 in 4 samples")
			.verifyComplete();
	}

	@ParameterizedTest
	@EnumSource
	void listenerWhoLeavesStopsEncoderAndEngine(AudioFormat format) {
		AtomicBoolean encoderStopped = new AtomicBoolean(format == AudioFormat.PCM);
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.doOnCancel(() -> encoderStopped.set(true));
		StepVerifier.create(told(format))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("one.")
			.thenCancel()
			.verify();
		this.pcm.assertCancelled();
		assertThat(encoderStopped).isTrue();
	}

	@Test
	void sentenceThatComesAfterTheListenerLeftIsDropped() {
		MarkedPcm pcm = MarkedPcm.of(framed(new SpeechFrame.Audio(AudioBytes.of(new byte[2])).toByteArray(),
				new SpeechFrame.Sentence(new SentenceMark("Late.", 0, 1)).toByteArray()));
		pcm.beside(Flux.never()).subscribe().dispose();
		StepVerifier.create(pcm.audio()).expectNextCount(1).verifyComplete();
	}

	@ParameterizedTest
	@EnumSource
	void slowListenerSlowsTheEngineDown(AudioFormat format) {
		AtomicLong made = new AtomicLong();
		this.inferenceEngine.speaking = (request) -> Flux.range(0, 10_000)
			.doOnNext((number) -> made.incrementAndGet())
			.map((number) -> FakeAudioProcessor.buffer("word"));
		StepVerifier.create(told(format), 3).expectNextCount(3).thenCancel().verify();
		assertThat(made.get()).isLessThan(10);
	}

	@ParameterizedTest
	@EnumSource
	void engineThatFailsLaterFailsTheEventsWithItsOwnReason(AudioFormat format) {
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.")
			.concatWith(Flux.error(new IllegalStateException("the engine died")));
		StepVerifier.create(told(format).ignoreElements()).verifyErrorMessage("the engine died");
	}

	@ParameterizedTest
	@EnumSource
	void engineThatSaysNothingIsAFailure(AudioFormat format) {
		this.inferenceEngine.speaking = (request) -> Flux.empty();
		StepVerifier.create(told(format)).verifyErrorSatisfies(MarkedSpeechTests::isBrokenSpeech);
	}

	@Test
	void encoderThatEndsBeforeTheSpeechIsAFailure() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.take(1);
		StepVerifier.create(told(AudioFormat.WAV))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.thenConsumeWhile((event) -> true)
			.verifyErrorSatisfies(MarkedSpeechTests::isBrokenSpeech);
		this.pcm.assertCancelled();
	}

	@Test
	void framesThatCanNotBeReadAreAFailure() {
		byte[] audio = new SpeechFrame.Audio(AudioBytes.of(new byte[] { 1, 2, 3, 4 })).toByteArray();
		byte[] ahead = new SpeechFrame.Sentence(new SentenceMark("Never said.", 0, 3)).toByteArray();
		for (byte[] wrong : new byte[][] { { 7, 0, 0, 0, 1 }, { 0, 0 }, ahead }) {
			Flux<SpeechEvent> events = MarkedPcm.of(framed(audio, wrong)).inOrder();
			StepVerifier.create(events).expectNextCount(1).verifyErrorSatisfies(MarkedSpeechTests::isBrokenSpeech);
		}
	}

	private static ResponseEntity<Flux<DataBuffer>> framed(byte[]... frames) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.valueOf(SpeechFrame.MEDIA_TYPE));
		return ResponseEntity.ok()
			.headers(headers)
			.body(Flux.just(frames).map(DefaultDataBufferFactory.sharedInstance::wrap));
	}

	private static void isBrokenSpeech(Throwable error) {
		assertThat(error).isInstanceOfSatisfying(ProblemException.class,
				(problem) -> assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:speech-failed"));
	}

	private Flux<String> told(AudioFormat format) {
		SpeechOrder order = new SpeechOrder("One. Two.", "en", 1, 7L, null, format);
		return this.pipeline.speakMarked(order, VOICE).flatMapMany(MarkedSpeech::events).map((event) -> switch (event) {
			case SpeechEvent.Audio audio -> audio.audio().toString(StandardCharsets.UTF_8);
			case SpeechEvent.Sentence sentence -> sentence.index() + ": " + sentence.text();
			case SpeechEvent.Done done ->
				"%d in %d samples".formatted(done.sentences(), Math.round(done.seconds() * 24_000));
		});
	}

}
