package io.cosymesh.audio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.mesh.problem.PeerException;

import static io.cosymesh.audio.AudioService.refusal;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plots and prompt features as backend-api asks for them.
 */
class PromptAnalyzerIT {

	private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

	@TempDir
	static Path directory;

	private static AudioService service;

	@BeforeAll
	static void start() {
		service = AudioService.start(directory);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void measuresWhatADrawingNeeds() {
		byte[] wav = TestSpeech.wav(TestSpeech.voice(3, 48_000), 48_000);
		PromptPlot plot = service.analyzer().plot(Flux.just(BUFFERS.wrap(wav))).block(Duration.ofSeconds(15));
		assertThat(plot.durationSeconds()).isEqualTo(3);
		assertThat(plot.spectrogram().columns()).isEqualTo(300);
		assertThat(plot.spectrogram().cells().length()).isEqualTo(300 * plot.spectrogram().frequencies().size());
		assertThat(plot.waveform().low()).hasSize(300);
		assertThat(plot.pitch().hertz()).hasSize(300);
		Flux<DataBuffer> text = Flux.just(BUFFERS.wrap("no recording, words".getBytes(StandardCharsets.UTF_8)));
		assertProblem(refusal(service.analyzer().plot(text)), 415, "prompt-not-audio", "prompt", "it is a text file");
	}

	@Test
	void computesTheFeaturesOfAPreparedPrompt() {
		byte[] pcm = TestSpeech.pcm16(TestSpeech.voice(3.48, 24_000));
		ResponseEntity<byte[]> file = service.analyzer()
			.features(PromptModel.COSYVOICE3, Flux.just(BUFFERS.wrap(pcm)))
			.block(Duration.ofSeconds(15));
		assertThat(file.getHeaders().getContentType()).hasToString(PromptAnalyzer.FEATURES_MEDIA_TYPE);
		assertThat(new String(file.getBody(), 8, 600, StandardCharsets.US_ASCII)).contains("\"shape\":[1,174,80]",
				"\"shape\":[1,128,348]", "\"shape\":[1,346,80]");
	}

	@Test
	void featuresOfTooMuchTooLittleOrHalfASampleAreRefused() {
		assertProblem(refusal(features(new byte[48_000 * 30 + 2])), 400, "prompt-too-long", "prompt", "more than 30 s");
		assertProblem(refusal(features(new byte[200])), 400, "prompt-too-short", "prompt", "at least 0.1 s");
		assertProblem(refusal(features(new byte[9_601])), 400, "speech-incomplete", "body", "whole number");
		assertProblem(refusal(features(new byte[0])), 400, "speech-incomplete", "body", "whole number");
	}

	private static Mono<ResponseEntity<byte[]>> features(byte[] pcm) {
		return service.analyzer().features(PromptModel.COSYVOICE2, Flux.just(BUFFERS.wrap(pcm)));
	}

	private static void assertProblem(PeerException.Answered refusal, int status, String type, String field,
			String detail) {
		ProblemDetail problem = refusal.problem().orElseThrow();
		assertThat(problem.getType()).isEqualTo(URI.create("urn:cosymesh:problem:" + type));
		assertThat(refusal.status().value()).isEqualTo(status);
		assertThat(problem.getProperties()).containsEntry("field", field);
		assertThat(problem.getDetail()).contains(detail);
	}

}
