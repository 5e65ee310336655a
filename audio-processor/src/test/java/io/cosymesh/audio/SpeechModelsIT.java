package io.cosymesh.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import reactor.core.publisher.Flux;

import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.PromptReport.Advice;
import io.cosymesh.models.onnx.TestGraphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * The service with graphs in a model directory.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpeechModelsIT {

	private static final int RATE = 48_000;

	@TempDir
	static Path directory;

	private static AudioService service;

	@BeforeAll
	static void start(CapturedOutput output) throws IOException {
		TestGraphs.speakerEncoder(directory);
		TestGraphs.speechTokenizer(directory);
		service = AudioService.start(directory, "cosymesh.audio.models.directory=" + directory,
				"cosymesh.audio.models.same-speaker=0.8", "logging.level.io.cosymesh.audio.models=info");
		assertThat(output).contains("event=models-loaded", "campplus=on speechTokenizer=on");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void reportSaysHowAlikeTheSpeakersAre() {
		PromptReport one = report(TestSpeech.voice(8, RATE));
		assertThat(one.details().speakerSimilarity()).isCloseTo(1, within(0.05));
		assertThat(one.advice()).doesNotContain(Advice.SEVERAL_SPEAKERS);
		PromptReport two = report(TestSpeech.join(TestSpeech.voice(4, RATE), TestSpeech.voice(4, RATE, 700)));
		assertThat(two.details().speakerSimilarity()).isLessThan(0.8);
		assertThat(two.advice()).contains(Advice.SEVERAL_SPEAKERS);
	}

	@Test
	void shortRecordingIsJudgedWithoutTheModel() {
		PromptDetails details = report(TestSpeech.voice(2, RATE)).details();
		assertThat(details.speakerSimilarity()).isNull();
		assertThat(details.speakerDistance()).isLessThan(1);
	}

	@Test
	void featuresHoldSpeakerAndTokens() {
		JsonNode header = features(PromptModel.COSYVOICE3);
		assertThat(header.path("speaker_embedding").path("dtype").asString()).isEqualTo("F32");
		assertThat(header.path("speaker_embedding").path("shape").toString()).isEqualTo("[1,192]");
		assertThat(header.path("speech_tokens").path("dtype").asString()).isEqualTo("I32");
		assertThat(header.path("speech_tokens").path("shape").toString()).isEqualTo("[1,87]");
		assertThat(features(PromptModel.COSYVOICE2).has("speech_tokens")).isFalse();
	}

	@Test
	void serviceDoesNotStartWithAModelThatIsNone(@TempDir Path other, CapturedOutput output) throws IOException {
		Files.writeString(other.resolve("campplus.onnx"), "version https://git-lfs.github.com/spec/v1");
		assertThatThrownBy(() -> AudioService.start(other, "cosymesh.audio.models.directory=" + other));
		assertThat(output).contains("A speech model can't be used: " + other.resolve("campplus.onnx"));
	}

	private static PromptReport report(float[] samples) {
		byte[] wav = TestSpeech.wav(samples, RATE);
		return service.processor()
			.prepare(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(wav)))
			.block(Duration.ofSeconds(30))
			.report();
	}

	private static JsonNode features(PromptModel model) {
		byte[] pcm = TestSpeech.pcm16(TestSpeech.voice(3.48, 24_000));
		byte[] file = service.analyzer()
			.features(model, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(pcm)))
			.block(Duration.ofSeconds(30))
			.getBody();
		int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
		JsonNode header = JsonMapper.shared().readTree(new String(file, 8, length, StandardCharsets.US_ASCII));
		int end = header.properties()
			.stream()
			.mapToInt((tensor) -> tensor.getValue().path("data_offsets").path(1).asInt())
			.max()
			.orElseThrow();
		assertThat(file).hasSize(8 + length + end);
		return header;
	}

}
