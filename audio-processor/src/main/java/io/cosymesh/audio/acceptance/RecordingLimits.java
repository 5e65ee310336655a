package io.cosymesh.audio.acceptance;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a recording must be to be taken.
 *
 * @param maxSize bytes an upload may have
 * @param maxDuration how long it may last
 * @param padding what codecs may add to {@code maxDuration}: an MP3 of a 30-second clip
 * lasts a little longer than the clip
 * @param minSampleRate samples per second it must have
 * @param maxSampleRate samples per second it may have
 * @param maxChannels channels it may have
 * @param minSpeech how much speech it must hold
 */
@ConfigurationProperties("cosymesh.audio.recording")
public record RecordingLimits(@DefaultValue("25MB") DataSize maxSize, @DefaultValue("30s") Duration maxDuration,
		@DefaultValue("150ms") Duration padding, @DefaultValue("16000") int minSampleRate,
		@DefaultValue("192000") int maxSampleRate, @DefaultValue("8") int maxChannels,
		@DefaultValue("1s") Duration minSpeech) {

	public RecordingLimits {
		if (maxSize.toBytes() < 1 || maxDuration.compareTo(minSpeech) <= 0 || padding.isNegative()
				|| minSpeech.isNegative() || maxChannels < 1 || minSampleRate < 1 || maxSampleRate < minSampleRate) {
			throw new IllegalArgumentException(
					"cosymesh.audio.recording leaves no recording that could be taken; check its limits");
		}
	}

	/**
	 * Refuses a sample rate that is out of bounds.
	 * @param sampleRate samples per second
	 * @throws RecordingRefusedException if it is
	 */
	public void checkSampleRate(long sampleRate) {
		if (sampleRate < 1 || sampleRate > this.maxSampleRate) {
			throw new RecordingRefusedException(
					new Refusal.NotAudio("its header claims %d samples per second".formatted(sampleRate)));
		}
		if (sampleRate < this.minSampleRate) {
			throw new RecordingRefusedException(new Refusal.SampleRateTooLow(sampleRate, this.minSampleRate));
		}
	}

	/**
	 * Refuses a number of channels that no microphone has.
	 * @param channels channels of the recording
	 * @throws RecordingRefusedException if there are too many
	 */
	public void checkChannels(int channels) {
		if (channels > this.maxChannels) {
			throw new RecordingRefusedException(new Refusal.TooManyChannels(channels, this.maxChannels));
		}
	}

	/**
	 * Refuses a recording that lasts too long.
	 * @param seconds how long it lasts
	 * @throws RecordingRefusedException if that is too long
	 */
	public void checkDuration(double seconds) {
		if (exceeded(seconds)) {
			throw new RecordingRefusedException(new Refusal.TooLong(seconds, false, maxSeconds()));
		}
	}

	/**
	 * Tells whether a duration is beyond the longest accepted.
	 * @param seconds the duration
	 * @return whether it is
	 */
	public boolean exceeded(double seconds) {
		return seconds > seconds(this.maxDuration.plus(this.padding));
	}

	/**
	 * Returns how much of a recording must be decoded to know that it is too long.
	 * @return a duration beyond the longest accepted
	 */
	public Duration decodedAtMost() {
		return this.maxDuration.plus(this.padding).plusSeconds(1);
	}

	/**
	 * Returns the longest duration in seconds.
	 * @return the duration
	 */
	public double maxSeconds() {
		return seconds(this.maxDuration);
	}

	/**
	 * Returns the least amount of speech in seconds.
	 * @return the amount
	 */
	public double minSpeechSeconds() {
		return seconds(this.minSpeech);
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}
