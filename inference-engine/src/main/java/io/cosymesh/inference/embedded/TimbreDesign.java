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
		Draft draft = design.draft(given);
		if (draft.colour() != null) {
			draft = design.draft(correct(given, levels(draft.result()), speaker.features().bandLevelsDb()));
		}
		return new Timbre(draft.equalizer(), draft.colour(), Loudness.SPEECH / Loudness.of(draft.result()));
	}

	private Draft draft(List<Double> given) {
		VoiceFeatures features = this.speaker.features();
		float[] equalizer = Equalizer.design(features.bandLevelsDb(), features.bandwidthHz(), given);
		float[] equalized = TimbreFilter.apply(equalizer, this.speech);
		ColourMap colour = colour(equalized);
		return new Draft(equalizer, colour, (colour != null) ? TimbreFilter.apply(colour, equalized) : equalized);
	}

	private @Nullable ColourMap colour(float[] equalized) {
		Colour wanted = this.speaker.colour();
		return (wanted == null) ? null : Colour.of(equalized).map((own) -> own.mapTo(wanted)).orElse(null);
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

	/**
	 * A timbre and what becomes of the calibration by it.
	 *
	 * @param equalizer the equalizer
	 * @param colour the colour map, if there is one
	 * @param result the calibration, filtered by both
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Draft(float[] equalizer, @Nullable ColourMap colour, float[] result) {

	}

}
