package io.cosymesh.audio.prepare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.cosymesh.audio.decode.Recording;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Decibels;
import io.cosymesh.dsp.signal.Resampler;

/**
 * A recording cleaned: at the rate of {@link PcmFormat}, without silence at either end as
 * CosyVoice's own front end cuts it, and at an even loudness.
 */
final class CleanSpeech {

	private static final int SLICES = 200;

	private final float[] samples;

	private final double gainDb;

	private CleanSpeech(float[] samples, double gainDb) {
		this.samples = samples;
		this.gainDb = gainDb;
	}

	static CleanSpeech of(Recording recording, double maxSeconds, Levelling levelling) {
		float[] centred = centred(recording.samples());
		float[] resampled = Resampler.convert(centred, recording.sampleRate(), PcmFormat.SAMPLE_RATE);
		float[] trimmed = SilenceTrimmer.trim(resampled);
		int longest = (int) (maxSeconds * PcmFormat.SAMPLE_RATE);
		float[] speech = (trimmed.length > longest) ? Arrays.copyOf(trimmed, longest) : trimmed;
		double gainDb = levelling.gainDb(speech, PcmFormat.SAMPLE_RATE);
		return new CleanSpeech(amplified(speech, Decibels.toAmplitude(gainDb)), gainDb);
	}

	private static float[] centred(float[] samples) {
		double sum = 0;
		for (float sample : samples) {
			sum += sample;
		}
		float offset = (float) (sum / samples.length);
		float[] centred = new float[samples.length];
		for (int i = 0; i < samples.length; i++) {
			centred[i] = samples[i] - offset;
		}
		return centred;
	}

	private static float[] amplified(float[] samples, double factor) {
		float[] amplified = new float[samples.length];
		for (int i = 0; i < samples.length; i++) {
			amplified[i] = (float) (factor * samples[i]);
		}
		return amplified;
	}

	float[] samples() {
		return this.samples;
	}

	double gainDb() {
		return this.gainDb;
	}

	byte[] pcm() {
		ByteBuffer pcm = ByteBuffer.allocate(this.samples.length * PcmFormat.BYTES_PER_SAMPLE)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : this.samples) {
			pcm.putShort((short) Math.round(sample * Short.MAX_VALUE));
		}
		return pcm.array();
	}

	List<Double> waveform() {
		List<Double> peaks = new ArrayList<>(SLICES);
		for (int slice = 0; slice < SLICES; slice++) {
			int start = (int) ((long) this.samples.length * slice / SLICES);
			int end = (int) ((long) this.samples.length * (slice + 1) / SLICES);
			peaks.add(Math.round(peak(this.samples, start, end) * 1e4) / 1e4);
		}
		return peaks;
	}

	private static float peak(float[] samples, int start, int end) {
		float peak = 0;
		for (int i = start; i < end; i++) {
			peak = Math.max(peak, Math.abs(samples[i]));
		}
		return peak;
	}

}
