package io.cosymesh.audio.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import io.cosymesh.audio.TestFfmpeg;
import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.confinement.Confinement;
import io.cosymesh.audio.confinement.TestTools;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.VoiceAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

class RecordingDecoderIT {

	private static final RecordingLimits LIMITS = new Binder(new MapConfigurationPropertySource(Map.of()))
		.bindOrCreate("limits", RecordingLimits.class);

	private static final CodecProperties CODEC = new Binder(new MapConfigurationPropertySource(Map.of()))
		.bindOrCreate("codec", CodecProperties.class);

	private static byte[] speech;

	@TempDir
	Path directory;

	private final RecordingDecoder decoder = decoder(TestTools.installed());

	@BeforeAll
	static void speak() {
		speech = TestSpeech.wav(TestSpeech.voice(2, 48_000), 48_000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "mp3 | -c:a libmp3lame | 48000 | mp3/mp3",
			"mp3 | -c:a libmp3lame -id3v2_version 3 -metadata title=x -ar 16000 | 16000 | mp3/mp3",
			"mp3 | -c:a libmp3lame -id3v2_version 0 -write_xing 0 -ar 44100 | 44100 | mp3/mp3",
			"m4a | -c:a aac -ar 44100 | 44100 | mov/aac", "m4a | -c:a alac | 48000 | mov/alac",
			"m4a | -c:a aac -movflags +faststart | 48000 | mov/aac",
			"mp4 | -c:a aac -movflags +frag_keyframe+empty_moov | 48000 | mov/aac",
			"mov | -c:a pcm_s16be | 48000 | mov/pcm_s16be", "aac | -c:a aac -ar 32000 | 32000 | aac/aac",
			"ogg | -c:a libopus | 48000 | ogg/opus", "ogg | -c:a libvorbis -ar 22050 | 22050 | ogg/vorbis",
			"opus | -c:a libopus -ar 16000 | 48000 | ogg/opus", "webm | -c:a libopus | 48000 | matroska/opus",
			"webm | -c:a libopus -live 1 | 48000 | matroska/opus", "mkv | -c:a flac | 48000 | matroska/flac",
			"flac | -c:a flac | 48000 | flac/flac", "aiff | -c:a pcm_s16be | 48000 | aiff/pcm_s16be",
			"caf | -c:a pcm_s16le | 48000 | caf/pcm_s16le", "w64 | -c:a pcm_s16le | 48000 | w64/pcm_s16le",
			"wav | -c:a adpcm_ms | 48000 | wav/adpcm_ms", "wav | -c:a pcm_f64le -ac 2 | 48000 | wav/pcm_f64le",
			"wav | -c:a pcm_alaw -ac 6 | 48000 | wav/pcm_alaw", "wav | -c:a pcm_u8 | 48000 | wav/pcm_u8",
			"wav | -c:a pcm_s24le -rf64 always | 48000 | wav/pcm_s24le", "wav | -c:a pcm_s32le | 48000 | wav/pcm_s32le",
			"wav | -c:a pcm_mulaw | 48000 | wav/pcm_mulaw", "wav | -c:a adpcm_ima_wav | 48000 | wav/adpcm_ima_wav",
			"wav | -c:a g722 -ar 16000 | 16000 | wav/adpcm_g722", "wav | -c:a libmp3lame | 48000 | wav/mp3",
			"caf | -c:a alac | 48000 | caf/alac", "caf | -c:a adpcm_ima_qt | 48000 | caf/adpcm_ima_qt",
			"aiff | -c:a pcm_s24be | 48000 | aiff/pcm_s24be", "aiff | -c:a pcm_f32be | 48000 | aiff/pcm_f32be",
			"aiff | -c:a pcm_alaw | 48000 | aiff/pcm_alaw", "3gp | -c:a aac | 48000 | mov/aac",
			"mov | -c:a alac | 48000 | mov/alac",
			"mp4 | -c:a libopus -movflags +frag_keyframe+empty_moov | 48000 | mov/opus",
			"mp4 | -c:a flac -strict -2 | 48000 | mov/flac", "oga | -c:a flac | 48000 | ogg/flac",
			"ogg | -c:a libspeex -ar 16000 | 16000 | ogg/speex",
			"webm | -c:a libvorbis -ar 44100 | 44100 | matroska/vorbis",
			"mkv | -c:a pcm_s16le | 48000 | matroska/pcm_s16le", "mkv | -c:a aac | 48000 | matroska/aac" })
	void decodesEveryContainerAtItsOwnRate(String extension, String arguments, int sampleRate, String container)
			throws Exception {
		Path file = TestFfmpeg.convert(speech, this.directory.resolve("fixture." + extension), arguments.split(" "));
		Recording recording = this.decoder.decode(file);
		assertThat(recording.sampleRate()).isEqualTo(sampleRate);
		assertThat(recording.seconds()).isCloseTo(2, within(0.15));
		assertThat(recording.container()).isEqualTo(container);
		VoiceFeatures features = VoiceAnalyzer.measure(recording.samples(), recording.sampleRate());
		assertThat(features.medianPitchHz()).isCloseTo(TestSpeech.PITCH, within(2.0));
	}

	@Test
	void decodesWidebandAmrOfAPhoneAndRefusesTheNarrowband() throws Exception {
		Recording wide = this.decoder.decode(resource("voice.awb"));
		assertThat(wide.container()).isEqualTo("amr/amr_wb");
		assertThat(wide.sampleRate()).isEqualTo(16_000);
		assertThat(VoiceAnalyzer.measure(wide.samples(), 16_000).medianPitchHz()).isCloseTo(TestSpeech.PITCH,
				within(3.0));
		assertThat(refusal(resource("voice.amr"))).isEqualTo(new Refusal.SampleRateTooLow(8_000, 16_000));
	}

	/** High-efficiency AAC, told by its configuration: half the rate is coded. */
	@Test
	void decodesHighEfficiencyAacAtItsFullRate() throws Exception {
		Path plain = TestFfmpeg.convert(speech, this.directory.resolve("a.m4a"), "-c:a", "aac", "-ar", "24000");
		byte[] file = Files.readAllBytes(plain);
		String text = new String(file, StandardCharsets.ISO_8859_1);
		int extension = text.indexOf("\u0013\u0008\u0056\u00E5\u0000");
		assertThat(extension).isPositive();
		file[extension + 4] = (byte) 0x98;
		Recording recording = this.decoder.decode(Files.write(this.directory.resolve("he.m4a"), file));
		assertThat(recording.sampleRate()).isEqualTo(48_000);
		assertThat(recording.seconds()).isCloseTo(2, within(0.15));
		assertThat(VoiceAnalyzer.measure(recording.samples(), 48_000).medianPitchHz()).isCloseTo(TestSpeech.PITCH,
				within(2.0));
	}

	private Path resource(String name) throws IOException {
		try (InputStream resource = RecordingDecoderIT.class.getResourceAsStream(name)) {
			return Files.write(this.directory.resolve(name), resource.readAllBytes());
		}
	}

	@Test
	void decodesTheSoundOfAVideoWithoutItsPictures() throws Exception {
		Path file = TestFfmpeg.convert(speech, this.directory.resolve("phone.mp4"), "-f", "lavfi", "-i",
				"testsrc=d=4:s=64x64:r=5", "-map", "0:a", "-map", "1:v", "-c:a", "aac", "-c:v", "mpeg4");
		assertThat(this.decoder.decode(file).seconds()).isCloseTo(2, within(0.15));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "wav | -c:a pcm_s16le", "mp3 | -c:a libmp3lame", "m4a | -c:a aac",
			"flac | -c:a flac", "opus | -c:a libopus", "webm | -c:a libopus" })
	void refusesTelephoneRateOfEveryContainer(String extension, String arguments) throws Exception {
		byte[] telephone = TestSpeech.wav(TestSpeech.voice(2, 8_000), 8_000);
		Path file = TestFfmpeg.convert(telephone, this.directory.resolve("fixture." + extension), arguments.split(" "));
		assertThat(refusal(file)).isEqualTo(new Refusal.SampleRateTooLow(8_000, 16_000));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "wav | -c:a pcm_s16le", "mp3 | -c:a libmp3lame", "m4a | -c:a aac",
			"webm | -c:a libopus -live 1" })
	void refusesMoreThanThirtySecondsWithinTwo(String extension, String arguments) throws Exception {
		byte[] tooLong = TestSpeech.wav(TestSpeech.voice(31, 16_000), 16_000);
		Path file = TestFfmpeg.convert(tooLong, this.directory.resolve("fixture." + extension), arguments.split(" "));
		long start = System.nanoTime();
		assertThat(refusal(file)).isInstanceOfSatisfying(Refusal.TooLong.class,
				(refusal) -> assertThat(refusal.detail()).contains("at most 30 s"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mp3", "m4a", "wav", "ogg" })
	void takesThirtySecondsHoweverTheCodecPadsThem(String extension) throws Exception {
		byte[] longest = TestSpeech.wav(TestSpeech.voice(30, 16_000), 16_000);
		Path file = TestFfmpeg.convert(longest, this.directory.resolve("fixture." + extension));
		assertThat(this.decoder.decode(file).seconds()).isCloseTo(30, within(0.15));
	}

	@Test
	void refusesWhatIsNoAudio() throws Exception {
		Path secret = Files.writeString(this.directory.resolve("secret"), "secret");
		byte[] random = new byte[50_000];
		new Random(3).nextBytes(random);
		random[0] = 0;
		for (byte[] content : new byte[][] { "just words".repeat(1000).getBytes(StandardCharsets.UTF_8),
				"<!doctype html><html><body>hello</body></html>".getBytes(StandardCharsets.UTF_8), random, { 1 },
				"#EXTM3U\n#EXTINF:1,\nfile:%s\n".formatted(secret).getBytes(StandardCharsets.UTF_8),
				"ffconcat version 1.0\nfile %s\n".formatted(secret).getBytes(StandardCharsets.UTF_8),
				"\u0000\u0000\u0000\u0018ftypM4A junk that is no movie at all".getBytes(StandardCharsets.ISO_8859_1),
				"OggSjunkjunkjunkjunkjunk".getBytes(StandardCharsets.ISO_8859_1) }) {
			Path file = Files.write(this.directory.resolve("prompt.wav"), content);
			assertThat(refusal(file)).isInstanceOf(Refusal.NotAudio.class);
		}
	}

	@Test
	void refusesPicturesInAKnownContainer() throws Exception {
		Path file = this.directory.resolve("silent.mp4");
		TestFfmpeg.run(java.util.List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64:r=5",
				"-c:v", "mpeg4", file.toString()));
		assertThat(refusal(file)).isInstanceOf(Refusal.NotAudio.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-movflags +faststart", "-c:a aac" })
	void refusesAnM4aThatBreaksOff(String arguments) throws Exception {
		Path whole = TestFfmpeg.convert(speech, this.directory.resolve("whole.m4a"), arguments.split(" "));
		byte[] bytes = Files.readAllBytes(whole);
		Path half = Files.write(this.directory.resolve("half.m4a"), Arrays.copyOf(bytes, bytes.length / 2));
		assertThat(refusal(half)).isInstanceOfAny(Refusal.NotAudio.class, Refusal.BreaksOff.class);
	}

	@Test
	void withoutFfmpegWavIsStillReadAndTheRestSaysWhatIsMissing() throws Exception {
		RecordingDecoder bare = decoder(TestTools.none());
		Path wav = Files.write(this.directory.resolve("a"), speech);
		assertThat(bare.decode(wav).seconds()).isEqualTo(2);
		Path mp3 = TestFfmpeg.convert(speech, this.directory.resolve("a.mp3"));
		assertThat(refusal(bare, mp3)).isInstanceOfSatisfying(Refusal.DecoderMissing.class,
				(refusal) -> assertThat(refusal.detail()).contains("MP3", "ffmpeg", "is not installed"));
		Path text = Files.writeString(this.directory.resolve("b"), "this is a text file and no recording");
		assertThat(refusal(bare, text)).isInstanceOf(Refusal.NotAudio.class);
	}

	@Test
	void cancellingKillsTheCodec() throws Exception {
		Path mp3 = TestFfmpeg.convert(speech, this.directory.resolve("a.mp3"));
		RecordingDecoder stuck = decoder(TestTools.stuck(this.directory));
		AtomicReference<Throwable> end = new AtomicReference<>();
		Thread decoding = Thread.ofVirtual().start(() -> end.set(catchThrowable(() -> stuck.decode(mp3))));
		Awaitility.await().until(() -> TestTools.running().size() == 2);
		decoding.interrupt();
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> TestTools.running().isEmpty());
		decoding.join();
		assertThat(end.get()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void codecThatTakesTooLongIsKilled() throws Exception {
		Path mp3 = TestFfmpeg.convert(speech, this.directory.resolve("a.mp3"));
		Confinement brief = new Confinement(Duration.ofSeconds(1), Duration.ofSeconds(1), DataSize.ofGigabytes(1),
				DataSize.ofMegabytes(1));
		RecordingDecoder stuck = new RecordingDecoder(LIMITS,
				new CodecDecoder(TestTools.stuck(this.directory), brief, LIMITS));
		assertThat(refusal(stuck, mp3)).isInstanceOf(Refusal.NotAudio.class);
		assertThat(TestTools.running()).isEmpty();
	}

	private Refusal refusal(Path file) {
		return refusal(this.decoder, file);
	}

	private static Refusal refusal(RecordingDecoder decoder, Path file) {
		RecordingRefusedException refused = catchThrowableOfType(RecordingRefusedException.class,
				() -> decoder.decode(file));
		assertThat(refused).as("refusal of %s", file).isNotNull();
		return refused.refusal();
	}

	private static RecordingDecoder decoder(io.cosymesh.audio.confinement.Ffmpeg ffmpeg) {
		return new RecordingDecoder(LIMITS, new CodecDecoder(ffmpeg, CODEC.confinement(), LIMITS));
	}

}
