package io.cosymesh.contracts.audio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.MediaType;

/**
 * Format in which speech leaves the product.
 */
public enum AudioFormat {

	/**
	 * RIFF WAVE, 16 bit mono; the sizes of a streamed header are unknown (0xFFFFFFFF).
	 */
	WAV("audio/wav"),
	/** Headerless signed 16-bit little-endian mono. */
	PCM("audio/pcm"),
	/** MPEG-1/2 layer III. */
	MP3("audio/mpeg"),
	/** Opus in Ogg (RFC 7845); knows fewer sample rates than the others. */
	OPUS("audio/ogg;codecs=opus"),
	/** FLAC, 16 bit mono; the length in a streamed header is unknown (0). */
	FLAC("audio/flac"),
	/** AAC-LC in ADTS frames. */
	AAC("audio/aac");

	private static final List<Integer> SAMPLE_RATES = List.of(8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

	private static final List<Integer> OPUS_SAMPLE_RATES = List.of(8_000, 16_000, 24_000, 48_000);

	private final MediaType mediaType;

	AudioFormat(String mediaType) {
		this.mediaType = MediaType.parseMediaType(mediaType);
	}

	/**
	 * Finds a format by the name users write.
	 * @param name the name, in any case
	 * @return the format, or nothing when there is none of that name
	 */
	public static Optional<AudioFormat> named(String name) {
		for (AudioFormat format : values()) {
			if (format.name().equalsIgnoreCase(name)) {
				return Optional.of(format);
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns the media type of the encoded stream.
	 * @return the media type
	 */
	public MediaType mediaType() {
		return this.mediaType;
	}

	/**
	 * Returns the usual file name extension, without a dot.
	 * @return the extension
	 */
	public String extension() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the sample rates this format can be asked for in.
	 * @return samples per second, ascending
	 */
	public List<Integer> sampleRates() {
		return (this == OPUS) ? OPUS_SAMPLE_RATES : SAMPLE_RATES;
	}

}
