package io.cosymesh.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Hears what an engine said.
 */
public final class Listening {

	private Listening() {
	}

	public static float[] samples(byte[] pcm) {
		float[] samples = new float[pcm.length / PcmFormat.BYTES_PER_SAMPLE];
		ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return samples;
	}

	/** Root of the mean of the squares. */
	public static double level(float[] samples) {
		double sum = 0;
		for (float sample : samples) {
			sum += (double) sample * sample;
		}
		return Math.sqrt(sum / samples.length);
	}

	public static double medianPitchHz(byte[] pcm) {
		return PitchTracker.track(Resampler.convert(samples(pcm), PcmFormat.SAMPLE_RATE, PitchTracker.SAMPLE_RATE))
			.medianHz();
	}

	public static double semitonesFrom(double pitchHz, byte[] pcm) {
		return PitchTrack.semitones(pitchHz, medianPitchHz(pcm));
	}

}
