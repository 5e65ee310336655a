package io.cosymesh.inference.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.pitch.PitchTrack;

/**
 * How like a speaker a voice is.
 *
 * @param pitchError difference of the median pitches in semitones, without sign
 * @param rangeError difference of the pitch ranges in semitones, without sign; the
 * speaker's kept within 3 to 9
 * @param promptDistance distance of the long-term spectra from the prompt in dB
 * @param otherDistance distance from what else the speaker says in dB
 * @param rank the speaker's place among all when the voice is to be recognised
 * @param spectralRank the same without the pitch
 */
record Likeness(double pitchError, double rangeError, double promptDistance, double otherDistance, int rank,
		int spectralRank) {

	static VoiceFeatures measure(float[] recording) {
		return VoiceAnalyzer.measure(recording, PcmFormat.SAMPLE_RATE);
	}

	/** Compares a voice with what was measured of a speaker's prompt and other speech. */
	static Likeness of(VoiceFeatures voice, VoiceFeatures prompt, VoiceFeatures other) {
		return new Likeness(Math.abs(PitchTrack.semitones(prompt.medianPitchHz(), voice.medianPitchHz())),
				Math.abs(voice.pitchRangeSemitones() - Math.clamp(prompt.pitchRangeSemitones(), 3, 9)),
				distance(voice, prompt), distance(voice, other), 0, 0);
	}

	Likeness recognised(int place, int spectralPlace) {
		return new Likeness(this.pitchError, this.rangeError, this.promptDistance, this.otherDistance, place,
				spectralPlace);
	}

	/** Root mean square over the bands of the difference of the levels. */
	private static double distance(VoiceFeatures a, VoiceFeatures b) {
		List<Double> differences = new ArrayList<>();
		for (int i = 0; i < a.bandLevelsDb().size(); i++) {
			differences.add(a.bandLevelsDb().get(i) - b.bandLevelsDb().get(i));
		}
		return Math
			.sqrt(differences.stream().mapToDouble((difference) -> difference * difference).average().orElseThrow());
	}

}
