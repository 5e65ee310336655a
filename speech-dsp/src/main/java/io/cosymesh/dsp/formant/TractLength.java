package io.cosymesh.dsp.formant;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import io.cosymesh.dsp.formant.LinearPrediction.Formant;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Framing;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.signal.Statistics;
import io.cosymesh.dsp.signal.Window;

/**
 * Formant scale seen by linear prediction of order 10 at 8 kHz: the geometric mean of the
 * second and third formant's median over those of the synthesizer's reference voice.
 */
final class TractLength {

	private static final int SAMPLE_RATE = 8_000;

	private static final int ORDER = 10;

	private static final Framing FRAMING = new Framing(240, 80);

	private static final double PRE_EMPHASIS = 0.94;

	private static final double WIDEST_HZ = 500;

	private static final double LOWEST_HZ = 200;

	private static final double HIGHEST_HZ = 3800;

	private static final double REFERENCE_F2_HZ = 1473;

	private static final double REFERENCE_F3_HZ = 2556;

	private static final int FEWEST_FRAMES = 5;

	private TractLength() {
	}

	static OptionalDouble scale(float[] speech, PitchTrack pitch) {
		float[] emphasised = emphasise(Resampler.convert(speech, PitchTracker.SAMPLE_RATE, SAMPLE_RATE));
		double[] window = Window.hamming(FRAMING.length());
		List<Double> second = new ArrayList<>();
		List<Double> third = new ArrayList<>();
		int frames = Math.min(FRAMING.count(emphasised.length), pitch.voiced().length);
		for (int i = 0; i < frames; i++) {
			if (pitch.voiced()[i]) {
				List<Formant> formants = formants(FRAMING.frame(emphasised, i, window));
				if (formants.size() >= 3) {
					second.add(formants.get(1).hertz());
					third.add(formants.get(2).hertz());
				}
			}
		}
		if (second.size() < FEWEST_FRAMES) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(Math.sqrt(median(second) / REFERENCE_F2_HZ * median(third) / REFERENCE_F3_HZ));
	}

	private static List<Formant> formants(double[] frame) {
		return LinearPrediction.formants(LinearPrediction.coefficients(frame, ORDER), SAMPLE_RATE)
			.stream()
			.filter((formant) -> formant.bandwidthHz() < WIDEST_HZ && formant.hertz() > LOWEST_HZ
					&& formant.hertz() < HIGHEST_HZ)
			.toList();
	}

	private static float[] emphasise(float[] samples) {
		float[] emphasised = samples.clone();
		for (int i = 1; i < samples.length; i++) {
			emphasised[i] = (float) (samples[i] - PRE_EMPHASIS * samples[i - 1]);
		}
		return emphasised;
	}

	private static double median(List<Double> values) {
		return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
	}

}
