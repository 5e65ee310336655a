package io.cosymesh.inference.embedded;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.colour.Colour;
import io.cosymesh.dsp.colour.ColourMap;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.dsp.spectrum.Spectrogram;
import org.jspecify.annotations.Nullable;

/**
 * Finds the timbre that makes a voice sound like a speaker: an equalizer for the average,
 * a colour map for every sound, and the equalizer once more for what the map did to the
 * average.
 */
final class TimbreDesign {

	private final Speaker speaker;

	private final float[] speech;

	private TimbreDesign(Speaker speaker, float[] speech) {
		this.speaker = speaker;
		this.speech = speech;
	}

	/**
	 * Designs a timbre.
	 * @param speaker whom to sound like
	 * @param calibration what the voice says by itself, 24 kHz
	 */
	static Timbre of(Speaker speaker, float[] calibration) {
		TimbreDesign design = new TimbreDesign(speaker, calibration);
		List<Double> given = levels(calibration);
		float[] equalizer = design.equalizer(given);
		ColourMap colour = design.colour(equalizer);
		float[] result = TimbreFilter.apply(equalizer, colour, calibration);
		if (colour != null) {
			equalizer = design.equalizer(correct(given, levels(result), speaker.features().bandLevelsDb()));
			colour = design.colour(equalizer);
			result = TimbreFilter.apply(equalizer, colour, calibration);
		}
		return new Timbre(equalizer, colour, Loudness.SPEECH / Loudness.of(result));
	}

	private float[] equalizer(List<Double> given) {
		VoiceFeatures features = this.speaker.features();
		return Equalizer.design(features.bandLevelsDb(), features.bandwidthHz(), given);
	}

	private @Nullable ColourMap colour(float[] equalizer) {
		Colour wanted = this.speaker.colour();
		if (wanted == null) {
			return null;
		}
		return Colour.of(TimbreFilter.apply(equalizer, null, this.speech)).map((own) -> own.mapTo(wanted)).orElse(null);
	}

	/** What the equalizer must take the voice for, so that the result is right. */
	private static List<Double> correct(List<Double> given, List<Double> result, List<Double> wanted) {
		List<Double> corrected = new ArrayList<>();
		for (int i = 0; i < given.size(); i++) {
			corrected.add(given.get(i) + result.get(i) - wanted.get(i));
		}
		return corrected;
	}

	private static List<Double> levels(float[] speech) {
		return LongTermSpectrum.of(Spectrogram
			.of(Resampler.convert(speech, PcmFormat.SAMPLE_RATE, PitchTracker.SAMPLE_RATE), PitchTracker.SAMPLE_RATE));
	}

}
