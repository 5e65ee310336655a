package io.cosymesh.inference.cosyvoice;

import java.util.Optional;

import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.cosyvoice.StandInTriton.Asked;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.openinference.InferParameter;
import io.cosymesh.openinference.InferTensorContents;
import io.cosymesh.openinference.ModelInferResponse;
import io.cosymesh.openinference.ModelInferResponse.InferOutputTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

/**
 * The engine and a Triton, well-behaved or not.
 */
@Timeout(180)
class TritonIT {

	private static final String PREFIX = "You are a helpful assistant.<|endofprompt|>";

	private static final SpeechOrder ORDER = Driving.order("This sentence has to come out right.", null, 1, 170,
			"What I said.");

	private StandInTriton triton = new StandInTriton();

	private final CosyVoiceEngine engine = engine("api-key=sesame");

	@BeforeEach
	void start() throws SpeechException {
		this.engine.selfTest();
		this.triton.forget();
	}

	@AfterEach
	void stop() {
		this.engine.close();
		this.triton.close();
	}

	@Test
	void speaksInTheVoiceOfTheRecording() throws SpeechException {
		assertRight(Driving.hear(this.engine, ORDER));
		Asked asked = asked();
		assertThat(asked.message().getModelName()).isEqualTo("cosyvoice3");
		assertThat(asked.inputs()).containsExactly("reference_wav FP32 [1, 48000]", "reference_wav_len INT32 [1, 1]",
				"reference_text BYTES [1, 1]", "target_text BYTES [1, 1]");
		assertThat(asked.referenceLength()).isEqualTo(48_000);
		assertThat(asked.transcript()).isEqualTo(PREFIX + "What I said.");
		assertThat(asked.text()).isEqualTo("This sentence has to come out right.");
		assertThat(asked.message().getParametersOrThrow("triton_enable_empty_final_response").getBoolParam()).isTrue();
		assertThat(asked.limited()).as("whether there is a deadline").isTrue();
		assertThat(this.triton.authorizations()).containsOnly("Bearer sesame");
	}

	@Test
	void markStandsOnceWhoeverWroteItBefore() throws SpeechException {
		Driving.hear(this.engine, Driving.order("<|endofprompt|>Hello there.", null, 1, 150, PREFIX + "What I said."));
		assertThat(asked().transcript()).isEqualTo(PREFIX + "What I said.");
		assertThat(asked().text()).isEqualTo("Hello there.");
	}

	@Test
	void typedAndFlatTensorWithTheEndInItIsUnderstood() throws SpeechException {
		this.triton.answers((request, out) -> {
			InferTensorContents.Builder contents = InferTensorContents.newBuilder();
			float[] speech = request.speech();
			for (float sample : speech) {
				contents.addFp32Contents(sample);
			}
			out.onNext(StandInTriton.message(ModelInferResponse.newBuilder()
				.addOutputs(InferOutputTensor.newBuilder()
					.setName("waveform")
					.setDatatype("FP32")
					.addShape(speech.length)
					.setContents(contents))
				.putParameters("triton_final_response", InferParameter.newBuilder().setBoolParam(true).build())));
		});
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@Test
	void whatTheModelCannotDoIsRefused() {
		assertRefused(Driving.order("Hello.", "happy", 1, 150, "What I said."), "instruct", "instruct-not-supported");
		assertRefused(Driving.order("Hello.", null, 1.2, 150, "What I said."), "speed", "speed-not-supported");
		assertRefused(Driving.order("Hello.", null, 1, 150, null), "transcript", "transcript-missing");
		assertThat(this.triton.asked()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "ERROR_MESSAGE", "NO_SOUND", "NO_END", "FAILED", "NOT_A_NUMBER", "OTHER_SHAPE", "TWO_VOICES",
			"OTHER_TYPE", "OTHER_NAME", "TOO_LARGE", "TOO_SHORT" })
	void nonsenseIsTriedAgainAndThenAnError(TritonMisbehaviour misbehaviour) {
		this.triton.answers(misbehaviour.answer());
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessageStartingWith(misbehaviour.message());
		assertThat(this.triton.asked()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(names = { "ERROR_MESSAGE", "NO_SOUND", "NO_END", "FAILED", "NOT_A_NUMBER", "TOO_SHORT" })
	void nonsenseOfTheMomentIsNotHeard(TritonMisbehaviour misbehaviour) throws SpeechException {
		this.triton.answersOnce(misbehaviour.answer());
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@ParameterizedTest
	@EnumSource(names = { "SILENT", "HANGS_MIDWAY", "BREAKS_OFF_MIDWAY", "ERROR_MIDWAY", "BABBLES" })
	void whatGoesWrongMidwayEndsInAnError(TritonMisbehaviour misbehaviour) {
		this.triton.answers(misbehaviour.answer());
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessageStartingWith(misbehaviour.message());
		assertThat(this.triton.asked()).hasSize(1);
		if (misbehaviour != TritonMisbehaviour.BREAKS_OFF_MIDWAY) {
			await().until(() -> this.triton.cancelled() == 1);
		}
	}

	@Test
	void speechAsLongAsTheModelCanMakeCountsAsCutOff() {
		this.triton.answers((request, out) -> {
			for (int second = 0; second < 30; second++) {
				out.onNext(StandInTriton.piece(new float[24_000]));
			}
			out.onNext(StandInTriton.end());
		});
		String text = "One long sentence with as many words as there can be in it, " + "and on it goes ".repeat(11);
		assertThatExceptionOfType(EngineFailureException.class)
			.isThrownBy(() -> Driving.hear(this.engine, Driving.order(text)))
			.withMessage("The runtime made more speech than it can end");
	}

	@Test
	void refusalIsNotRepeated() {
		this.triton.answers((request, out) -> out.onError(Status.INVALID_ARGUMENT.asRuntimeException()));
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> Driving.hear(this.engine, ORDER))
			.withMessage("The runtime answered INVALID_ARGUMENT");
		assertThat(this.triton.asked()).hasSize(1);
		assertThat(this.engine.trouble()).isEmpty();
	}

	@Test
	void modelThatIsNotReadyFailsTheSelfTest() {
		this.triton.isReady(false);
		assertThatExceptionOfType(SpeechException.class).isThrownBy(this.engine::selfTest)
			.withMessage("The runtime says it is not well");
		assertThat(this.engine.trouble()).contains("The runtime says it is not well");
		this.triton.isReady(true);
		await().until(() -> this.engine.trouble().isEmpty());
	}

	@Test
	void runtimeThatComesBackIsFoundAtOnce() throws SpeechException {
		int port = this.triton.port();
		this.triton.close();
		assertThatExceptionOfType(SpeechException.class).isThrownBy(this.engine::selfTest);
		await().until(() -> this.engine.trouble().equals(Optional.of("The runtime can't be reached")));
		this.triton = new StandInTriton(port);
		await().until(() -> this.engine.trouble().isEmpty());
		this.triton.forget();
		assertRight(Driving.hear(this.engine, ORDER));
	}

	@Test
	void listenerWhoGoesAwayCancelsTheCall() throws SpeechException {
		this.triton.answers(TritonMisbehaviour.HANGS_MIDWAY.answer());
		Speech speech = this.engine.open(ORDER);
		assertThat(speech.next()).isPresent();
		assertThat(this.triton.cancelled()).isZero();
		speech.close();
		await().until(() -> this.triton.cancelled() == 1);
	}

	@Test
	void speakersAtOnceWithTheSameTranscriptKeepTheirVoices() {
		assertThat(Driving.semitonesBesideEachOther(this.engine))
			.allSatisfy((error) -> assertThat(error).isBetween(-0.5, 0.5));
	}

	private CosyVoiceEngine engine(String... settings) {
		return Driving.engine(this.triton.url(),
				Flux.just("dialect=triton", "triton.speaker-cache=disabled", "timeouts.first-byte=5s",
						"timeouts.idle=5s", "probe.interval=100ms")
					.concatWithValues(settings)
					.collectList()
					.block()
					.toArray(String[]::new));
	}

	private Asked asked() {
		assertThat(this.triton.asked()).hasSize(1);
		return this.triton.asked().getFirst();
	}

	private void assertRefused(SpeechOrder order, String field, String type) {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> this.engine.open(order))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(field))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(type));
	}

	private void assertRight(byte[] pcm) {
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(this.triton.asked().getLast().seconds(), offset(0.02));
		assertThat(Listening.semitonesFrom(170, pcm)).isBetween(-0.5, 0.5);
	}

}
