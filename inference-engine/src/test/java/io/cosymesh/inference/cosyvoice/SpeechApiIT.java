package io.cosymesh.inference.cosyvoice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.cosyvoice.StandInRuntime.Heard;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

/**
 * The engine and a runtime that speaks OpenAI's dialect.
 */
class SpeechApiIT extends DrivenRuntime {

	SpeechApiIT() {
		super("api-key=sesame", "probe.interval=1h");
	}

	@Test
	void speaksInTheVoiceOfTheRecording() throws SpeechException {
		byte[] pcm = Driving.hear(this.engine, Driving.order("This is my own voice.", null, 1, 190, "What I said."));
		Heard heard = heard();
		assertThat(heard.path()).isEqualTo("/v1/audio/speech");
		assertThat(heard.authorization()).isEqualTo("Bearer sesame");
		assertThat(heard.texts()).containsEntry("input", "This is my own voice.")
			.containsEntry("ref_text", PREFIX + "What I said.")
			.containsEntry("response_format", "pcm")
			.containsEntry("stream", "true")
			.containsEntry("seed", "7")
			.doesNotContainKey("instructions");
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(heard.seconds(), offset(0.01));
		assertThat(Listening.semitonesFrom(190, pcm)).isBetween(-0.5, 0.5);
	}

	@Test
	void withoutTranscriptTheMarkGoesBeforeTheText() throws SpeechException {
		Driving.hear(this.engine, Driving.order("Hello there.", null, 1, 150, null));
		assertThat(heard().texts()).containsEntry("input", PREFIX + "Hello there.").doesNotContainKey("ref_text");
	}

	@Test
	void markStandsOnceWhoeverWroteItBefore() throws SpeechException {
		Driving.hear(this.engine, Driving.order("<|endofprompt|>Hello there.", null, 1, 150, PREFIX + "What I said."));
		assertThat(heard().texts()).containsEntry("input", "Hello there.")
			.containsEntry("ref_text", PREFIX + "What I said.");
	}

	@Test
	void instructionCarriesTheMarkInPlaceOfTheTranscript() throws SpeechException {
		Driving.hear(this.engine, Driving.order("你好，欢迎回家。", "happy", 1, 150, "What I said."));
		assertThat(heard().texts())
			.containsEntry("instructions", "You are a helpful assistant. 请非常开心地说一句话。<|endofprompt|>")
			.containsEntry("ref_text", "What I said.");
	}

	@Test
	void otherSpeedIsNotStreamed() throws SpeechException {
		Driving.hear(this.engine, Driving.order("Hello there.", null, 1.5, 150, "What I said."));
		assertThat(heard().texts()).containsEntry("speed", "1.5").containsEntry("stream", "false");
	}

	@Test
	void sentencesAreSeparateRequestsAndPausesSilence() throws SpeechException {
		byte[] pcm = Driving.hear(this.engine, Driving.order("Hello there. [pause:2s] How are you today?"));
		List<Heard> heard = this.runtime.heard();
		assertThat(heard).extracting(Heard::text).containsExactly("Hello there.", "How are you today?");
		double spoken = heard.stream().mapToDouble(Heard::seconds).sum();
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(spoken + 2, offset(0.01));
	}

	@Test
	void sentencesAreMarkedWhereTheirAudioIs() throws SpeechException {
		int bytes = 0;
		List<SentenceMark> marks = new ArrayList<>();
		try (Speech speech = this.engine
			.open(Driving.order("<strong>Hello</strong> there. [pause:2s] I am 2 days late."))) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				bytes += piece.get().length;
				marks.addAll(speech.takeMarks());
			}
			assertThat(marks).hasSize(speech.sentences());
		}
		List<Heard> heard = this.runtime.heard();
		assertThat(marks).extracting(SentenceMark::text).containsExactly("Hello.", "there.", "I am two days late.");
		long position = 0;
		for (int i = 0; i < marks.size(); i++) {
			position += (i == 2) ? 2 * PcmFormat.SAMPLE_RATE : 0;
			assertThat(marks.get(i).startSample()).isEqualTo(position);
			position = marks.get(i).endSample();
			assertThat((position - marks.get(i).startSample()) / (double) PcmFormat.SAMPLE_RATE)
				.isEqualTo(heard.get(i).seconds(), offset(0.001));
		}
		assertThat(position).isEqualTo(bytes / PcmFormat.BYTES_PER_SAMPLE);
	}

	@Test
	void sentenceIsMarkedBeforeTheNextOneIsMade() throws SpeechException {
		try (Speech speech = this.engine.open(Driving.order("Hello there. [pause:1s] How are you today?"))) {
			List<SentenceMark> marks = new ArrayList<>();
			while (marks.isEmpty()) {
				assertThat(speech.next()).isPresent();
				marks.addAll(speech.takeMarks());
			}
			assertThat(this.runtime.heard()).hasSize(1);
		}
	}

	@Test
	void firstAudioIsPassedOnBeforeTheLastIsMade() throws SpeechException {
		this.runtime.answers((request,
				response) -> response.send(StandInRuntime.pieces(StandInRuntime.pcm(StandInRuntime.speech(request)))
					.take(20)
					.concatWith(Flux.never()), (buffer) -> true));
		try (Speech speech = this.engine.open(Driving.order("A sentence that the runtime never ends."))) {
			assertThat(speech.next()).isPresent();
		}
	}

	@Test
	void listenerWhoGoesAwayTakesTheConnectionAlong() throws SpeechException {
		this.runtime.answers((request,
				response) -> response.send(StandInRuntime.pieces(StandInRuntime.pcm(StandInRuntime.speech(request)))
					.take(20)
					.concatWith(Flux.never()), (buffer) -> true));
		Speech speech = this.engine.open(Driving.order("A sentence that the runtime never ends."));
		Optional<byte[]> first = speech.next();
		assertThat(first).isPresent();
		assertThat(this.runtime.connections()).isOne();
		speech.close();
		await().until(() -> this.runtime.connections() == 0);
	}

	@Test
	void closeWakesWhoWaitsForTheRuntime() throws SpeechException {
		this.runtime.answers(StandInRuntime::hang);
		Speech speech = this.engine.open(Driving.order("Nobody answers."));
		try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
			CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
				try {
					speech.next();
					return new AssertionError("Somebody answered");
				}
				catch (SpeechException ex) {
					return ex;
				}
			}, waiting);
			await().until(() -> !this.runtime.heard().isEmpty());
			speech.close();
			assertThat(failure.join()).hasMessage("The speech was given up before its end");
		}
	}

	@Test
	void speakersAtOnceWithTheSameTranscriptKeepTheirVoices() {
		assertThat(Driving.semitonesBesideEachOther(this.engine))
			.allSatisfy((error) -> assertThat(error).isBetween(-0.5, 0.5));
	}

	@Test
	void runtimeThatNeedsTranscriptsSaysSo() {
		CosyVoiceEngine strict = Driving.engine(this.runtime.url(), "require-transcript=true");
		assertThatExceptionOfType(RefusedOrderException.class)
			.isThrownBy(() -> strict.open(Driving.order("Hello.", null, 1, 150, null)))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("transcript-missing"));
		strict.close();
	}

}
