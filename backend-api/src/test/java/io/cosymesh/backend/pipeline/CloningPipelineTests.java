package io.cosymesh.backend.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;

import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CloningPipelineTests extends PipelineRig {

	@Test
	void firstAudioLeavesBeforeTheLastIsMade() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		StepVerifier.create(heard(AudioFormat.MP3))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("HEAD", "one.")
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("two.")))
			.expectNext("two.")
			.then(this.pcm::complete)
			.verifyComplete();
	}

	@Test
	void pcmNeedsNoEncoder() {
		this.audioProcessor.encoding = (pcm) -> Flux.error(new AssertionError("PCM was sent to the encoder"));
		StepVerifier.create(heard(AudioFormat.PCM)).expectNext("one.", "two.").verifyComplete();
	}

	@Test
	void speechCarriesWhatTheEngineSaysOfIt() {
		Speech speech = speak(AudioFormat.WAV).block();
		assertThat(speech.description().getFirst(SpeechHeaders.ENGINE)).isEqualTo("fake");
		assertThat(speech.description().headerNames()).containsExactlyInAnyOrder("X-Engine", "X-Sample-Rate", "X-Seed",
				"X-Language", "X-Sentences", "X-Queue-Position");
		speech.audio().blockLast();
	}

	@Test
	void thereIsNoSpeechBeforeTheFirstEncodedAudio() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.skip(1);
		StepVerifier.create(speak(AudioFormat.WAV))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNoEvent(Duration.ofMillis(50))
			.then(() -> this.pcm.error(new IOException("the engine died")))
			.verifyErrorMessage("the engine died");
	}

	@ParameterizedTest
	@EnumSource
	void engineThatEndsWithoutAudioIsAFailureAndNotSuccess(AudioFormat format) {
		this.inferenceEngine.speaking = (request) -> Flux.empty();
		StepVerifier.create(speak(format)).verifyErrorSatisfies(CloningPipelineTests::isBrokenSpeech);
	}

	@ParameterizedTest
	@EnumSource
	void engineThatStopsInTheMiddleOfASampleAbortsTheStream(AudioFormat format) {
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.", "odd");
		StepVerifier.create(heard(format).last()).verifyErrorSatisfies(CloningPipelineTests::isBrokenSpeech);
	}

	@Test
	void encoderThatEndsBeforeTheSpeechAbortsTheStream() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.take(2);
		StepVerifier.create(heard(AudioFormat.MP3))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("one.")
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("two.")))
			.expectNext("two.")
			.verifyErrorSatisfies(CloningPipelineTests::isBrokenSpeech);
		this.pcm.assertCancelled();
	}

	@Test
	void engineThatFailsLaterAbortsTheStreamWithItsOwnReason() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.onErrorMap((error) -> new IOException("connection reset"));
		StepVerifier.create(heard(AudioFormat.MP3))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("one.")
			.then(() -> this.pcm.error(new IllegalStateException("the engine died")))
			.verifyErrorMessage("the engine died");
	}

	@Test
	void encoderThatFailsStopsTheEngine() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> Flux.error(new IllegalStateException("the encoder died"));
		StepVerifier.create(speak(AudioFormat.WAV))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.verifyErrorMessage("the encoder died");
		this.pcm.assertCancelled();
	}

	@Test
	void encoderThatTakesSpeechAndGivesNothingIsNotWaitedForForever() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.filter((buffer) -> false);
		StepVerifier.withVirtualTime(() -> speak(AudioFormat.MP3))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.thenAwait(Duration.ofSeconds(61))
			.verifyErrorMessage("Peer 'audio-processor' did not answer in time");
		this.pcm.assertCancelled();
	}

	@ParameterizedTest
	@EnumSource
	void listenerWhoLeavesStopsEncoderAndEngine(AudioFormat format) {
		AtomicBoolean encoderStopped = new AtomicBoolean(format == AudioFormat.PCM);
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		this.audioProcessor.encoding = (pcm) -> pcm.doOnCancel(() -> encoderStopped.set(true));
		StepVerifier.create(heard(format))
			.then(() -> this.pcm.next(FakeAudioProcessor.buffer("one.")))
			.expectNext("one.")
			.thenCancel()
			.verify();
		this.pcm.assertCancelled();
		assertThat(encoderStopped).isTrue();
	}

	@Test
	void callerWhoLeavesBeforeTheFirstAudioStopsTheEngine() {
		this.inferenceEngine.speaking = (request) -> this.pcm.flux();
		StepVerifier.create(speak(AudioFormat.WAV)).thenAwait(Duration.ofMillis(10)).thenCancel().verify();
		this.pcm.assertCancelled();
	}

	@ParameterizedTest
	@EnumSource
	void slowListenerSlowsTheEngineDown(AudioFormat format) {
		AtomicLong made = new AtomicLong();
		this.inferenceEngine.speaking = (request) -> Flux.range(0, 10_000)
			.doOnNext((number) -> made.incrementAndGet())
			.map((number) -> FakeAudioProcessor.buffer("word"));
		StepVerifier.create(heard(format), 3).expectNextCount(3).thenCancel().verify();
		assertThat(made.get()).isLessThan(10);
	}

	@Test
	void recordingThatBreaksOffIsTheReasonAndNotTheBrokenCall() {
		this.audioProcessor.preparing = (recording) -> recording.then(Mono.<PreparedPrompt>empty())
			.onErrorMap((error) -> new IOException("connection reset"));
		Flux<DataBuffer> recording = Flux.error(new IllegalStateException("too large"));
		StepVerifier.create(this.pipeline.prepare(recording)).verifyErrorMessage("too large");
	}

	@Test
	void orderNeverPrintsItsText() {
		assertThat(new SpeechOrder("my secret text", "en", 1, 7L, null, AudioFormat.WAV).toString())
			.contains("14 chars")
			.doesNotContain("secret");
	}

	private static void isBrokenSpeech(Throwable error) {
		assertThat(error).isInstanceOfSatisfying(ProblemException.class,
				(problem) -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY));
	}

	private Mono<Speech> speak(AudioFormat format) {
		return this.pipeline.speak(new SpeechOrder("Hello.", "en", 1, 7L, null, format), VOICE);
	}

	private Flux<String> heard(AudioFormat format) {
		return speak(format).flatMapMany(Speech::audio).map((buffer) -> buffer.toString(StandardCharsets.UTF_8));
	}

}
