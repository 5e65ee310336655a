package io.cosymesh.audio.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;

import io.cosymesh.audio.TestFfmpeg;
import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.admission.TestScheduler;
import io.cosymesh.audio.confinement.Ffmpeg;
import io.cosymesh.audio.confinement.TestTools;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.dsp.VoiceAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class SpeechEncoderIT {

	private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

	private static final byte[] TENTH = new byte[4_800];

	private static final Scheduler SCHEDULER = TestScheduler.create();

	@TempDir
	Path directory;

	private final SpeechEncoder encoder = encoder(TestTools.installed());

	@AfterAll
	static void dispose() {
		SCHEDULER.dispose();
	}

	@BeforeAll
	static void nothingHangs() {
		StepVerifier.setDefaultTimeout(Duration.ofSeconds(20));
	}

	@AfterEach
	void noProcessIsLeft() {
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(TestTools::running, List::isEmpty);
	}

	@ParameterizedTest
	@MethodSource("formatsAndRates")
	void startsBeforeTheSpeechEndsAndHoldsAllOfIt(AudioFormat format, int sampleRate) throws Exception {
		byte[] pcm = TestSpeech.pcm16(TestSpeech.voice(3, 24_000));
		Sinks.Many<DataBuffer> speech = Sinks.many().unicast().onBackpressureBuffer();
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		StepVerifier
			.create(this.encoder.encode(format, sampleRate, speech.asFlux(), BUFFERS)
				.doOnNext((part) -> collect(part, encoded))
				.then())
			.then(() -> speech.tryEmitNext(wrap(Arrays.copyOf(pcm, 24_001))))
			.then(() -> Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> encoded.size() > 1_000))
			.then(() -> speech.tryEmitNext(wrap(Arrays.copyOfRange(pcm, 24_001, pcm.length))))
			.then(speech::tryEmitComplete)
			.verifyComplete();
		float[] decoded = decoded(encoded.toByteArray(), format, sampleRate);
		assertThat(decoded.length / 24_000.0).isBetween(2.99, 3.3);
		assertThat(VoiceAnalyzer.measure(decoded, 24_000).medianPitchHz()).isCloseTo(TestSpeech.PITCH, within(2.0));
	}

	static Stream<Arguments> formatsAndRates() {
		return Arrays.stream(AudioFormat.values())
			.flatMap((format) -> format.sampleRates().stream().map((rate) -> arguments(format, rate)));
	}

	private float[] decoded(byte[] encoded, AudioFormat format, int sampleRate) throws Exception {
		Path file = Files.write(this.directory.resolve("a." + format.extension()), encoded);
		Path decoded = this.directory.resolve("a.raw");
		List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
		if (format == AudioFormat.PCM) {
			command.addAll(List.of("-f", "s16le", "-ar", Integer.toString(sampleRate), "-ac", "1"));
		}
		command.addAll(List.of("-i", file.toString(), "-ar", "24000", "-f", "f32le", decoded.toString()));
		TestFfmpeg.run(command);
		FloatBuffer samples = ByteBuffer.wrap(Files.readAllBytes(decoded))
			.order(ByteOrder.LITTLE_ENDIAN)
			.asFloatBuffer();
		float[] array = new float[samples.remaining()];
		samples.get(array);
		return array;
	}

	@Test
	void rateThatAFormatIsNotMadeAtIsAnError() {
		for (AudioFormat format : AudioFormat.values()) {
			StepVerifier.create(this.encoder.encode(format, 44_101, Flux.just(wrap(TENTH)), BUFFERS))
				.verifyError(SampleRateUnsupportedException.class);
		}
		StepVerifier.create(this.encoder.encode(AudioFormat.OPUS, 44_100, Flux.just(wrap(TENTH)), BUFFERS))
			.verifyErrorMessage("OPUS is not made at 44100 Hz");
	}

	@Test
	void cancellingAnMp3KillsItsEncoder() {
		Sinks.Many<DataBuffer> speech = Sinks.many().unicast().onBackpressureBuffer();
		speech.tryEmitNext(wrap(new byte[48_000]));
		StepVerifier.create(this.encoder.encode(AudioFormat.MP3, 24_000, speech.asFlux(), BUFFERS), 1)
			.expectNextCount(1)
			.then(() -> assertThat(TestTools.running()).isNotEmpty())
			.thenCancel()
			.verify();
		Awaitility.await().until(() -> speech.currentSubscriberCount() == 0);
	}

	@Test
	void failingSpeechFailsTheMp3() {
		Flux<DataBuffer> failing = Flux.concat(Flux.just(wrap(new byte[48_000])),
				Flux.error(new IllegalStateException("the engine died")));
		StepVerifier.create(this.encoder.encode(AudioFormat.MP3, 24_000, failing, BUFFERS).then())
			.verifyErrorMessage("the engine died");
	}

	@Test
	void killedEncoderFailsTheMp3() {
		Sinks.Many<DataBuffer> speech = Sinks.many().unicast().onBackpressureBuffer();
		speech.tryEmitNext(wrap(new byte[48_000]));
		StepVerifier.create(this.encoder.encode(AudioFormat.MP3, 24_000, speech.asFlux(), BUFFERS).then())
			.then(() -> Awaitility.await().until(() -> TestTools.running().size() >= 2))
			.then(() -> TestTools.running().forEach(ProcessHandle::destroyForcibly))
			.verifyError();
	}

	@Test
	void whoDoesNotReadAnMp3StopsItsSpeech() {
		AtomicLong produced = new AtomicLong();
		Flux<DataBuffer> hour = Flux.range(0, 36_000).map((i) -> {
			produced.incrementAndGet();
			return wrap(TENTH);
		});
		StepVerifier.create(this.encoder.encode(AudioFormat.MP3, 24_000, hour, BUFFERS), 1)
			.expectNextCount(1)
			.then(() -> Awaitility.await()
				.during(Duration.ofMillis(500))
				.atMost(Duration.ofSeconds(10))
				.until(stable(produced)))
			.thenCancel()
			.verify();
		assertThat(produced.get()).isLessThan(9_000);
	}

	@Test
	void withoutFfmpegMp3SaysWhatIsMissingAndWavWorks() {
		SpeechEncoder bare = encoder(TestTools.none());
		StepVerifier.create(bare.encode(AudioFormat.MP3, 24_000, Flux.just(wrap(TENTH)), BUFFERS))
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOfSatisfying(EncoderMissingException.class,
					(missing) -> assertThat(missing.tools()).contains("ffmpeg")))
			.verify();
		StepVerifier.create(bare.encode(AudioFormat.WAV, 24_000, Flux.just(wrap(TENTH)), BUFFERS))
			.expectNextCount(2)
			.verifyComplete();
	}

	@Test
	void wavIsAStreamedHeaderThenTheSpeechItself() {
		StepVerifier.create(this.encoder.encode(AudioFormat.WAV, 24_000, Flux.just(wrap(TENTH)), BUFFERS))
			.assertNext((header) -> {
				assertThat(header.readableByteCount()).isEqualTo(44);
				assertThat(header.toString(4, 4, java.nio.charset.StandardCharsets.ISO_8859_1)).isEqualTo("ÿÿÿÿ");
			})
			.assertNext((speech) -> assertThat(speech.readableByteCount()).isEqualTo(TENTH.length))
			.verifyComplete();
	}

	@Test
	void encodersThatAreCancelledAsTheyStartAllDie() {
		for (int i = 0; i < 20; i++) {
			this.encoder.encode(AudioFormat.MP3, 24_000, Flux.never(), BUFFERS)
				.timeout(Duration.ofMillis(2L * i), Flux.empty())
				.blockLast();
		}
	}

	@Test
	void noSpeechAndHalfASampleAreErrorsInEveryFormat() {
		for (AudioFormat format : AudioFormat.values()) {
			StepVerifier.create(this.encoder.encode(format, 24_000, Flux.empty(), BUFFERS))
				.verifyError(IncompleteSpeechException.class);
			StepVerifier.create(this.encoder.encode(format, 24_000, Flux.just(wrap(new byte[4_801])), BUFFERS).then())
				.verifyError(IncompleteSpeechException.class);
		}
	}

	@Test
	void streamsSideBySideDoNotDisturbEachOther() {
		AtomicInteger bytes = new AtomicInteger();
		Flux<DataBuffer> second = Flux.range(0, 10).map((i) -> wrap(TENTH));
		StepVerifier
			.create(Flux.range(0, 6)
				.flatMap((i) -> this.encoder.encode(AudioFormat.MP3, 24_000, second, BUFFERS)
					.doOnNext((part) -> bytes.addAndGet(part.readableByteCount()))
					.then())
				.then())
			.verifyComplete();
		assertThat(bytes.get()).isGreaterThan(6 * 11_000);
	}

	private static java.util.concurrent.Callable<Boolean> stable(AtomicLong counter) {
		AtomicLong last = new AtomicLong(-1);
		return () -> last.getAndSet(counter.get()) == counter.get();
	}

	private static void collect(DataBuffer part, ByteArrayOutputStream target) {
		byte[] bytes = new byte[part.readableByteCount()];
		part.read(bytes);
		DataBufferUtils.release(part);
		target.writeBytes(bytes);
	}

	private static DataBuffer wrap(byte[] bytes) {
		return BUFFERS.wrap(bytes);
	}

	private static SpeechEncoder encoder(Ffmpeg ffmpeg) {
		EncodeProperties properties = new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("encode",
				EncodeProperties.class);
		return new SpeechEncoder(new CodecEncoder(ffmpeg, properties.confinement(), SCHEDULER), properties);
	}

}
