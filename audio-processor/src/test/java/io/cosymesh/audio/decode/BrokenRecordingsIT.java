package io.cosymesh.audio.decode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.cosymesh.audio.TestFfmpeg;
import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.confinement.TestTools;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Good files with their end missing or some of their bytes changed: read as far as they
 * go, or refused, and nothing else.
 */
class BrokenRecordingsIT {

	private static final int CUTS = 10;

	private static final int CHANGES = 6;

	private static final Binder DEFAULTS = new Binder(new MapConfigurationPropertySource(Map.of()));

	private static final RecordingLimits LIMITS = DEFAULTS.bindOrCreate("limits", RecordingLimits.class);

	@TempDir
	Path directory;

	private final RecordingDecoder decoder = new RecordingDecoder(LIMITS, new CodecDecoder(TestTools.installed(),
			DEFAULTS.bindOrCreate("codec", CodecProperties.class).confinement(), LIMITS));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "m4a | -c:a aac", "m4a | -c:a aac -movflags +faststart",
			"mp4 | -c:a libopus -movflags +frag_keyframe+empty_moov", "webm | -c:a libopus", "ogg | -c:a libvorbis",
			"flac | -c:a flac", "mp3 | -c:a libmp3lame", "caf | -c:a alac", "wav | -c:a adpcm_ms" })
	void isReadAsFarAsItGoesOrRefused(String extension, String arguments) throws Exception {
		byte[] whole = Files.readAllBytes(TestFfmpeg.convert(TestSpeech.wav(TestSpeech.voice(2, 16_000), 16_000),
				this.directory.resolve("whole." + extension), arguments.split(" ")));
		assertThat(decoded(whole)).isPresent();
		for (int cut = 0; cut < CUTS; cut++) {
			assertThat(decoded(Arrays.copyOf(whole, whole.length * cut / CUTS)).map(Recording::seconds).orElse(0.0))
				.isBetween(0.0, 2.2);
		}
		Random random = new Random(1);
		for (int change = 0; change < CHANGES; change++) {
			byte[] changed = whole.clone();
			for (int i = 0; i < 20; i++) {
				changed[random.nextInt(changed.length)] = (byte) random.nextInt();
			}
			assertThat(decoded(changed).map(Recording::seconds).orElse(0.0)).isBetween(0.0, 31.0);
		}
		assertThat(TestTools.running()).isEmpty();
	}

	private Optional<Recording> decoded(byte[] bytes) throws Exception {
		Path directory = Files.createTempDirectory(this.directory, "recording");
		try {
			return Optional.of(this.decoder.decode(Files.write(directory.resolve("recording"), bytes)));
		}
		catch (RecordingRefusedException refused) {
			assertThat(refused.refusal().detail()).contains(";");
			return Optional.empty();
		}
	}

}
