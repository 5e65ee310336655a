package io.cosymesh.audio.acceptance;

import java.util.List;
import java.util.Locale;

import org.springframework.util.unit.DataSize;

/**
 * Why a recording is not taken, in words for whoever recorded it: the number, the limit
 * and what to do.
 */
public sealed interface Refusal {

	/**
	 * Returns the tail of the problem type.
	 * @return a stable name in kebab case
	 */
	String type();

	/**
	 * Returns what is wrong and what to do about it.
	 * @return one or two sentences fit for strangers
	 */
	String detail();

	/**
	 * Nothing was sent.
	 */
	record Empty() implements Refusal {

		@Override
		public String type() {
			return "prompt-empty";
		}

		@Override
		public String detail() {
			return "The recording is empty (0 bytes); record or choose a clip of 3 to 15 seconds";
		}

	}

	/**
	 * More bytes than allowed.
	 *
	 * @param limit bytes allowed
	 */
	record TooLarge(DataSize limit) implements Refusal {

		@Override
		public String type() {
			return "prompt-too-large";
		}

		@Override
		public String detail() {
			return "The recording is larger than the %d MB allowed; send a clip of 3 to 15 seconds"
				.formatted(this.limit.toMegabytes());
		}

	}

	/**
	 * Bytes that no decoder makes sound of.
	 *
	 * @param reason completes "the recording can't be read as audio:"
	 */
	record NotAudio(String reason) implements Refusal {

		@Override
		public String type() {
			return "prompt-not-audio";
		}

		@Override
		public String detail() {
			return ("The recording can't be read as audio: %s; send a WAV, MP3, M4A, AAC, OGG, WebM, FLAC, AMR, AIFF or "
					+ "CAF file")
				.formatted(this.reason);
		}

	}

	/**
	 * An upload or download broke off and took the end of the file along.
	 *
	 * @param seconds what can be read
	 * @param declaredSeconds what the file says it holds
	 */
	record BreaksOff(double seconds, double declaredSeconds) implements Refusal {

		@Override
		public String type() {
			return "prompt-incomplete";
		}

		@Override
		public String detail() {
			return "The recording breaks off after %s of %s s; send the whole file".formatted(number(this.seconds),
					number(this.declaredSeconds));
		}

	}

	/**
	 * A container that only the command line tools could open, on a machine without them.
	 *
	 * @param container name of the container
	 * @param tools the tools that are missing
	 */
	record DecoderMissing(String container, List<String> tools) implements Refusal {

		public DecoderMissing {
			tools = List.copyOf(tools);
		}

		@Override
		public String type() {
			return "prompt-decoder-missing";
		}

		@Override
		public String detail() {
			return "Recordings in %s can't be read here because %s is not installed; send a WAV file, or install it"
				.formatted(this.container, String.join(", ", this.tools));
		}

	}

	/**
	 * Telephone quality or worse.
	 *
	 * @param sampleRate samples per second
	 * @param min samples per second needed
	 */
	record SampleRateTooLow(long sampleRate, int min) implements Refusal {

		@Override
		public String type() {
			return "prompt-sample-rate";
		}

		@Override
		public String detail() {
			return "The recording has %d samples per second and at least %d are needed; record it anew at 16 kHz or more, because converting it brings nothing back"
				.formatted(this.sampleRate, this.min);
		}

	}

	/**
	 * More channels than any recorder for speech has.
	 *
	 * @param channels channels of the recording
	 * @param max channels allowed
	 */
	record TooManyChannels(int channels, int max) implements Refusal {

		@Override
		public String type() {
			return "prompt-channels";
		}

		@Override
		public String detail() {
			return "The recording has %d channels and at most %d are allowed; send it in mono or stereo"
				.formatted(this.channels, this.max);
		}

	}

	/**
	 * Lasts too long.
	 *
	 * @param seconds how long it lasts
	 * @param more whether it lasts longer still: nobody reads an hour to say so
	 * @param max how long it may last
	 */
	record TooLong(double seconds, boolean more, double max) implements Refusal {

		@Override
		public String type() {
			return "prompt-too-long";
		}

		@Override
		public String detail() {
			return "The recording lasts %s%s s and at most %s s are allowed; cut it to one sentence of 3 to 15 seconds"
				.formatted(this.more ? "more than " : "", number(this.seconds), number(this.max));
		}

	}

	/**
	 * Nothing to hear.
	 *
	 * @param peakDb highest sample in dBFS
	 * @param floorDb level in dBFS that speech must reach
	 */
	record Silent(double peakDb, double floorDb) implements Refusal {

		@Override
		public String type() {
			return "prompt-silent";
		}

		@Override
		public String detail() {
			return "The recording is silent (its peak is %s dBFS, speech needs %s dBFS); check the microphone and speak up"
				.formatted(number(this.peakDb), number(this.floorDb));
		}

	}

	/**
	 * Too little speech to measure a voice.
	 *
	 * @param speechSeconds how much speech there is
	 * @param min how much is needed
	 */
	record TooShort(double speechSeconds, double min) implements Refusal {

		@Override
		public String type() {
			return "prompt-too-short";
		}

		@Override
		public String detail() {
			return "The recording holds %s s of speech and at least %s s are needed; record one whole sentence of 3 to 15 seconds"
				.formatted(number(this.speechSeconds), number(this.min));
		}

	}

	/**
	 * Sound without a voice in it.
	 */
	record NoVoice() implements Refusal {

		@Override
		public String type() {
			return "prompt-no-voice";
		}

		@Override
		public String detail() {
			return "No voice was found in the recording: 0 s of it have a pitch between 60 and 500 Hz; record one whole sentence close to the microphone";
		}

	}

	private static String number(double value) {
		String text = String.format(Locale.ROOT, "%.1f", value);
		return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
	}

}
