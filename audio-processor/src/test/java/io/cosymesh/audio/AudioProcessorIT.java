package io.cosymesh.audio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.audio.confinement.TestTools;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.PeerException;

import static io.cosymesh.audio.AudioService.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The service as backend-api sees it, through the mesh.
 */
@ExtendWith(OutputCaptureExtension.class)
class AudioProcessorIT {

	private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

	@TempDir
	static Path directory;

	private static AudioService service;

	@BeforeAll
	static void start(CapturedOutput output) {
		service = AudioService.start(directory, "cosymesh.audio.recording.max-size=2MB",
				"cosymesh.audio.admission.recordings=4", "logging.level.io.cosymesh.audio.warmup=info");
		assertThat(output).contains("event=warmed-up format=FLAC");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> service.spooled() == 0 && TestTools.running().isEmpty());
	}

	@Test
	void preparesARecording() throws Exception {
		Path webm = TestFfmpeg.convert(TestSpeech.wav(TestSpeech.voice(3, 48_000), 48_000), directory.resolve("a.webm"),
				"-c:a", "libopus");
		PreparedPrompt prompt = prepare(Files.readAllBytes(webm));
		assertThat(prompt.audio().length() / 48_000.0).isCloseTo(3, within(0.1));
		assertThat(prompt.report().container()).isEqualTo("matroska/opus");
		assertThat(prompt.report().sampleRate()).isEqualTo(48_000);
		assertThat(prompt.report().waveform()).hasSize(200);
		assertThat(prompt.features().medianPitchHz()).isCloseTo(TestSpeech.PITCH, within(2.0));
		PromptDetails details = prompt.report().details();
		assertThat(details.loudnessLufs() + details.gainDb()).isCloseTo(-23, within(0.5));
		assertThat(details.speechShare()).isGreaterThan(0.9);
		assertThat(details.speakerDistance()).isLessThan(1);
		assertThat(details.window().endSeconds()).isEqualTo(prompt.audio().length() / 48_000.0);
	}

	@Test
	void preparesTheClipsOfCosyVoiceWhereTheyAre() throws Exception {
		String clips = System.getProperty("cosymesh.test.data");
		byte[] first = (clips != null) ? Files.readAllBytes(Path.of(clips, "zero_shot_prompt.wav"))
				: floatWav(TestSpeech.voice(3.48, 24_000), 24_000);
		PreparedPrompt prompt = prepare(first);
		assertThat(prompt.report().durationSeconds()).isEqualTo(83_520 / 24_000.0);
		assertThat(prompt.audio().length() / 48_000.0).isBetween(2.5, 3.48);
		assertThat(prompt.report().container()).isEqualTo("wav/pcm_f32le");
		assertThat(prompt.report().speechSeconds()).isBetween(2.0, 3.48);
		assertThat(prompt.features().medianPitchHz()).isBetween(140.0, 300.0);
		if (clips != null) {
			PreparedPrompt second = prepare(Files.readAllBytes(Path.of(clips, "cross_lingual_prompt.wav")));
			assertThat(second.report().sampleRate()).isEqualTo(22_050);
		}
	}

	private static byte[] floatWav(float[] samples, int sampleRate) throws Exception {
		Path wav = TestFfmpeg.convert(TestSpeech.wav(samples, sampleRate), directory.resolve("float.wav"), "-c:a",
				"pcm_f32le");
		return Files.readAllBytes(wav);
	}

	@ParameterizedTest(name = "{1}")
	@MethodSource("refused")
	void refusesWithTheReason(byte[] recording, String type, int status, String detail) {
		long start = System.nanoTime();
		PeerException.Answered refusal = refusal(prepared(Flux.just(recording)));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertProblem(refusal, status, type, "prompt", detail);
	}

	static Stream<Arguments> refused() {
		byte[] telephone = TestSpeech.wav(TestSpeech.voice(3, 8_000), 8_000);
		byte[] tooLong = TestSpeech.wav(TestSpeech.voice(31, 16_000), 16_000);
		byte[] silent = TestSpeech.wav(new float[48_000], 16_000);
		byte[] brief = TestSpeech.wav(TestSpeech.voice(0.5, 16_000), 16_000);
		byte[] hiss = TestSpeech.wav(TestSpeech.noise(3, 16_000, 0.1), 16_000);
		byte[] text = "This is a text file that somebody named prompt.wav".getBytes(StandardCharsets.UTF_8);
		return Stream.of(arguments(new byte[0], "prompt-empty", 400, "0 bytes"),
				arguments(text, "prompt-not-audio", 415, "send a WAV, MP3"),
				arguments(telephone, "prompt-sample-rate", 400, "8000 samples per second and at least 16000"),
				arguments(tooLong, "prompt-too-long", 400, "31 s and at most 30 s"),
				arguments(silent, "prompt-silent", 400, "is silent"),
				arguments(brief, "prompt-too-short", 400, "s of speech and at least 1 s"),
				arguments(hiss, "prompt-no-voice", 400, "No voice was found"));
	}

	@Test
	void refusesAnEndlessUploadAtTheLimit() {
		Flux<byte[]> endless = Flux.interval(Duration.ofMillis(1)).onBackpressureDrop().map((i) -> new byte[65_536]);
		assertProblem(refusal(prepared(endless)), 413, "prompt-too-large", "prompt", "larger than the 2 MB allowed");
	}

	@Test
	void encodesWhileTheSpeechArrives() {
		for (AudioFormat format : AudioFormat.values()) {
			Sinks.Many<DataBuffer> speech = Sinks.many().unicast().onBackpressureBuffer();
			speech.tryEmitNext(BUFFERS.wrap(new byte[48_000]));
			ResponseEntity<Flux<DataBuffer>> response = client().encode(format, 24_000, speech.asFlux())
				.block(Duration.ofSeconds(5));
			assertThat(response.getHeaders().getContentType()).isEqualTo(format.mediaType());
			Mono<Long> bytes = response.getBody().doOnNext((part) -> {
				if (speech.currentSubscriberCount() > 0) {
					speech.tryEmitNext(BUFFERS.wrap(new byte[4_800]));
					speech.tryEmitComplete();
				}
			}).map(AudioProcessorIT::lengthOf).reduce(0L, Long::sum);
			long least = switch (format) {
				case WAV, PCM -> 52_800;
				case MP3 -> 8_000;
				case OPUS, FLAC, AAC -> 200;
			};
			assertThat(bytes.block(Duration.ofSeconds(5))).isGreaterThanOrEqualTo(least);
		}
	}

	@Test
	void speechThatFailsHalfwayAbortsTheStream() {
		for (AudioFormat format : AudioFormat.values()) {
			Flux<DataBuffer> odd = Flux.just(BUFFERS.wrap(new byte[48_000]), BUFFERS.wrap(new byte[1]));
			Mono<Void> encoded = client().encode(format, 24_000, odd)
				.flatMapMany((response) -> response.getBody().map(AudioProcessorIT::lengthOf))
				.then();
			assertThat(catchThrowableOfType(RuntimeException.class, () -> encoded.block(Duration.ofSeconds(5))))
				.isNotNull();
		}
	}

	@Test
	void noSpeechIsAProblem() {
		PeerException.Answered refusal = refusal(client().encode(AudioFormat.WAV, 24_000, Flux.empty()));
		assertProblem(refusal, 400, "speech-incomplete", "body", "at least one");
	}

	@Test
	void rateThatAFormatIsNotMadeAtIsAProblem() {
		PeerException.Answered refusal = refusal(
				client().encode(AudioFormat.OPUS, 44_100, Flux.just(BUFFERS.wrap(new byte[2]))));
		assertProblem(refusal, 400, "invalid-field", "sampleRate", "one of 8000, 16000, 24000, 48000 for opus");
	}

	@Test
	void unknownFormatIsAProblem() {
		PeerException.Answered refusal = refusal(service.backend()
			.bean(PeerClients.class)
			.webClient("audio-processor")
			.post()
			.uri("/v1/encode?format=exe")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.bodyValue(new byte[2])
			.retrieve()
			.toBodilessEntity());
		assertProblem(refusal, 400, "invalid-field", "format", "'format' has no valid value");
	}

	@Test
	void nobodyButBackendApiIsServed() {
		AudioProcessor refused = service.caller("inference-engine").bean(AudioProcessor.class);
		assertThatExceptionOfType(PeerException.class)
			.isThrownBy(() -> refused.encode(AudioFormat.PCM, 24_000, Flux.just(BUFFERS.wrap(new byte[2])))
				.block(Duration.ofSeconds(10)));
	}

	@Test
	void leavingWhileAnMp3IsMadeKillsItsEncoder() {
		Flux<DataBuffer> slow = Flux.interval(Duration.ofMillis(20)).map((i) -> BUFFERS.wrap(new byte[4_800]));
		Disposable listener = client().encode(AudioFormat.MP3, 24_000, slow)
			.flatMapMany((response) -> response.getBody().map(AudioProcessorIT::lengthOf))
			.subscribe();
		Awaitility.await().until(() -> !TestTools.running().isEmpty());
		listener.dispose();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> TestTools.running().isEmpty());
	}

	@Test
	void leavingWhileUploadingLeavesNoFileAndTooManyAtOnceAreTold() {
		byte[] begin = Arrays.copyOf("OggS".getBytes(StandardCharsets.US_ASCII), 4_096);
		List<Disposable> uploads = Stream
			.generate(() -> prepared(Flux.concat(Flux.just(begin), Flux.never())).subscribe())
			.limit(4)
			.toList();
		Awaitility.await().until(() -> service.spooled() == 4);
		PeerException.Answered busy = refusal(prepared(Flux.just(begin)));
		assertThat(busy.status().value()).isEqualTo(503);
		assertThat(busy.retryAfter()).contains("2");
		uploads.forEach(Disposable::dispose);
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> service.spooled() == 0);
	}

	@Test
	void readinessTellsWhetherFfmpegIsThere() {
		String health = WebClient.create("http://localhost:" + service.managementPort())
			.get()
			.uri("/actuator/health/readiness")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(5));
		JsonNode components = JsonMapper.shared().readTree(health).path("components");
		assertThat(components.path("svid").path("status").asString()).isEqualTo("UP");
		assertThat(components.path("ffmpeg").path("status").asString()).isEqualTo("UP");
		assertThat(components.path("ffmpeg").path("details").path("available").asBoolean()).isTrue();
	}

	private static PreparedPrompt prepare(byte[] recording) {
		return prepared(Flux.just(recording)).block(Duration.ofSeconds(15));
	}

	private static Mono<PreparedPrompt> prepared(Flux<byte[]> recording) {
		return client().prepare(recording.map(BUFFERS::wrap));
	}

	private static AudioProcessor client() {
		return service.processor();
	}

	private static void assertProblem(PeerException.Answered refusal, int status, String type, String field,
			String detail) {
		ProblemDetail problem = refusal.problem().orElseThrow();
		assertThat(problem.getType()).isEqualTo(URI.create("urn:cosymesh:problem:" + type));
		assertThat(refusal.status().value()).isEqualTo(status);
		assertThat(problem.getProperties()).containsEntry("field", field);
		assertThat(problem.getDetail()).contains(detail);
	}

	private static long lengthOf(DataBuffer part) {
		long length = part.readableByteCount();
		DataBufferUtils.release(part);
		return length;
	}

}
