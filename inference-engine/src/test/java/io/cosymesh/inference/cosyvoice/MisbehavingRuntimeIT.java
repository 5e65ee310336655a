package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.cosyvoice.StandInRuntime.Answer;
import io.cosymesh.inference.cosyvoice.StandInRuntime.Heard;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.EngineUnavailableException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

/**
 * Whatever the runtime does, the caller gets correct audio or a clear error, in time.
 */
@Timeout(180)
class MisbehavingRuntimeIT extends DrivenRuntime {

	private static final SpeechOrder ORDER = Driving.order("This sentence has to come out right.", null, 1, 170,
			"What I said.");

	MisbehavingRuntimeIT() {
		super("timeouts.first-byte=5s", "timeouts.idle=5s", "probe.interval=100ms", "recycling.health=/health");
	}

	@ParameterizedTest
	@EnumSource(names = { "EMPTY", "ODD", "TOO_SHORT", "CUT_OFF", "ERROR", "JSON", "JSON_AS_AUDIO", "MP3",
			"HOPELESS_RATE", "ENDLESS_WAV_HEADER" })
	void nonsenseIsTriedAgainWithOtherSeedsAndThenAnError(Misbehaviour misbehaviour) {
		this.runtime.answers(misbehaviour.answer);
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessageStartingWith(misbehaviour.message);
		assertThat(this.runtime.heard()).extracting((heard) -> heard.texts().get("seed"))
			.containsExactly("7", "8", "9");
	}

	@ParameterizedTest
	@EnumSource(names = { "EMPTY", "ODD", "TOO_SHORT", "CUT_OFF", "ERROR", "JSON", "JSON_AS_AUDIO" })
	void nonsenseOfTheMomentIsNotHeard(Misbehaviour misbehaviour) throws SpeechException {
		this.runtime.answersOnce(misbehaviour.answer);
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@ParameterizedTest
	@EnumSource(names = { "SILENT", "HANGS_MIDWAY", "BREAKS_OFF_MIDWAY", "BABBLES" })
	void whatGoesWrongMidwayEndsInAnError(Misbehaviour misbehaviour) {
		this.runtime.answers(misbehaviour.answer);
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessageStartingWith(misbehaviour.message);
		assertThat(this.runtime.heard()).hasSize(1);
		await().until(() -> this.runtime.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 16_000, 22_050, 44_100, 48_000 })
	void otherSampleRateIsConverted(int rate) throws SpeechException {
		this.runtime.answers((request, response) -> StandInRuntime.send(response.header("X-Sample-Rate", "" + rate),
				StandInRuntime.pcm(at(rate, request))));
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@Test
	void wavIsTakenAtItsOwnRate() throws SpeechException {
		this.runtime.answers((request, response) -> {
			byte[] wav = Recording.of(StandInRuntime.pcm(at(22_050, request))).wav();
			ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 22_050);
			return StandInRuntime.send(response.header("Content-Type", "audio/wav"), wav);
		});
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@ParameterizedTest
	@EnumSource(names = { "BREAKS_OFF_MIDWAY", "BABBLES" })
	void wholeSegmentsAreTriedAgainHoweverLateTheyGoWrong(Misbehaviour misbehaviour) throws SpeechException {
		try (CosyVoiceEngine careful = Driving.engine(this.runtime.url(), "whole-segments=true")) {
			careful.selfTest();
			this.runtime.forget();
			this.runtime.answersOnce(misbehaviour.answer);
			assertRight(Driving.hear(careful, ORDER));
			assertThat(this.runtime.heard()).extracting((heard) -> heard.texts().get("seed")).containsExactly("7", "8");
		}
	}

	@Test
	void refusalIsNotRepeated() {
		this.runtime.answers((request, response) -> response.status(422).send());
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessage("The runtime answered 422");
		assertThat(this.runtime.heard()).hasSize(1);
		assertThat(this.engine.trouble()).isEmpty();
	}

	@Test
	void wedgedRuntimeIsOutOfOrderUntilItSaysAWordAgain() throws SpeechException {
		this.runtime.answers(StandInRuntime::hang);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER));
		}
		assertThat(this.engine.trouble()).isPresent();
		assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(() -> this.engine.open(ORDER));
		this.runtime.answers(StandInRuntime::speak);
		await().atMost(Duration.ofMinutes(1)).until(() -> this.engine.trouble().isEmpty());
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@Test
	void runtimeThatMakesSilenceFailsTheSelfTest() {
		this.runtime.answers((request, response) -> StandInRuntime.send(response, new byte[48_000]));
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(this.engine::selfTest)
			.withMessage("The runtime made silence of a word");
		assertThat(this.engine.trouble()).contains("The runtime made silence of a word");
	}

	@Test
	void runtimeThatIsNotThereIsSaidToBeSo() {
		this.runtime.close();
		assertThatExceptionOfType(SpeechException.class).isThrownBy(this.engine::selfTest)
			.withMessage("The runtime can't be reached");
	}

	@Test
	void pieceThatWasPassedOnIsNeverFollowedByAnotherAttempt() throws SpeechException {
		this.runtime.answers(Misbehaviour.BREAKS_OFF_MIDWAY.answer);
		try (Speech speech = this.engine.open(ORDER)) {
			Optional<byte[]> first = speech.next();
			assertThat(first).isPresent();
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> drain(speech));
		}
		assertThat(this.runtime.heard()).hasSize(1);
	}

	private static void drain(Speech speech) throws SpeechException {
		Optional<byte[]> piece = speech.next();
		while (piece.isPresent()) {
			piece = speech.next();
		}
	}

	private void assertRight(byte[] pcm) {
		// A word that was asked for in between is no part of it.
		Heard last = this.runtime.heard()
			.stream()
			.filter((heard) -> heard.text().equals(ORDER.text()))
			.reduce((_, later) -> later)
			.orElseThrow();
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(last.seconds(), offset(0.02));
		assertThat(Listening.semitonesFrom(170, pcm)).isBetween(-0.5, 0.5);
	}

	private static float[] at(int rate, Heard request) {
		return StandInRuntime.at(rate, StandInRuntime.speech(request));
	}

	enum Misbehaviour {

		EMPTY("The runtime sent no audio", (request, response) -> response.send()),

		ODD("The runtime broke off in the middle of a sample",
				(request, response) -> StandInRuntime.send(response, Arrays.copyOf(words(request), 1_001))),

		TOO_SHORT("The runtime made 0.0 s of speech",
				(request, response) -> StandInRuntime.send(response, Arrays.copyOf(words(request), 1_000))),

		CUT_OFF("The runtime broke off its answer",
				(request, response) -> response.header("Content-Length", "100000")
					.send(StandInRuntime.pieces(new byte[1_000]), (buffer) -> true)
					.then(disconnected(response))),

		ERROR("The runtime answered 500", (request, response) -> response.status(500).sendString(Mono.just("oops"))),

		JSON("The runtime sent something else",
				(request, response) -> response.header("Content-Type", "application/json")
					.sendString(Mono.just("{\"error\": nonsense"))),

		JSON_AS_AUDIO("The runtime sent JSON",
				(request, response) -> StandInRuntime.send(response,
						"{\"error\":{\"message\":\"no\"}}".getBytes(StandardCharsets.UTF_8))),

		MP3("The runtime sent something else",
				(request, response) -> StandInRuntime.send(response.header("Content-Type", "audio/mpeg"),
						words(request))),

		HOPELESS_RATE("The runtime declares an impossible sample rate",
				(request, response) -> StandInRuntime.send(response.header("X-Sample-Rate", "zero"), words(request))),

		ENDLESS_WAV_HEADER("The runtime sent a broken WAV header",
				(request, response) -> StandInRuntime.send(response,
						"RIFFxxxxWAVEdataxxxx".getBytes(StandardCharsets.US_ASCII))),

		SILENT("The runtime sent nothing for 5000 ms", StandInRuntime::hang),

		HANGS_MIDWAY("The runtime sent nothing for 5000 ms",
				(request, response) -> response.send(half(request).concatWith(Flux.never()), (buffer) -> true)),

		BREAKS_OFF_MIDWAY("The runtime broke off its answer",
				(request, response) -> response.send(half(request), (buffer) -> true).then(disconnected(response))),

		BABBLES("The runtime made ", (request, response) -> response
			.send(Flux.defer(() -> StandInRuntime.pieces(words(request))).repeat(100), (buffer) -> true));

		private final String message;

		private final Answer answer;

		Misbehaviour(String message, Answer answer) {
			this.message = message;
			this.answer = answer;
		}

		private static byte[] words(Heard request) {
			return StandInRuntime.pcm(StandInRuntime.speech(request));
		}

		private static Flux<ByteBuf> half(Heard request) {
			byte[] words = words(request);
			return StandInRuntime.pieces(Arrays.copyOf(words, words.length / 2));
		}

		private static Publisher<Void> disconnected(HttpServerResponse response) {
			return Mono.fromRunnable(() -> response.withConnection((connection) -> connection.channel().close()));
		}

	}

}
