package io.cosymesh.cli.speak;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.cosymesh.cli.console.CommandFailure;

/**
 * Format of a result file, known by its ending.
 */
enum SpeechFormat {

	/** RIFF WAVE. */
	WAV(48_000),
	/** Bare samples. */
	PCM(48_000),
	/** MPEG layer III at 96 kbit/s. */
	MP3(12_000),
	/** Opus in Ogg at 48 kbit/s. */
	OPUS(6_000),
	/** FLAC; speech shrinks to about half. */
	FLAC(24_000),
	/** AAC in ADTS frames at 96 kbit/s. */
	AAC(12_000);

	private final int bytesPerSecond;

	SpeechFormat(int bytesPerSecond) {
		this.bytesPerSecond = bytesPerSecond;
	}

	static SpeechFormat of(Path file) {
		String name = file.toString();
		String ending = name.substring(name.lastIndexOf('.') + 1);
		return Arrays.stream(values())
			.filter((format) -> format.name().equalsIgnoreCase(ending))
			.findFirst()
			.orElseThrow(() -> CommandFailure.usage("--out must end in " + Arrays.stream(values())
				.map((format) -> "." + format.wireName())
				.collect(Collectors.joining(", "))));
	}

	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** About how many bytes a second of speech takes. */
	int bytesPerSecond() {
		return this.bytesPerSecond;
	}

}
