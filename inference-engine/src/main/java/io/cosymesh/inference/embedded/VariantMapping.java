package io.cosymesh.inference.embedded;

import io.cosymesh.contracts.audio.VoiceFeatures;

/**
 * Maps what was measured of a speaker to a variant of a language's voice. espeak-ng's
 * pitch is linear in its parameters: the base is {@code p1 − 9} Hz and the range grows
 * with {@code p2 − p1}, 36 being the usual distance. The formant scale is moved only half
 * the way and the formants are widened, as full strength makes words hard to understand.
 *
 * @param pitchShift Hz to add, found by listening to the result
 * @param rangeFactor factor on the range, found likewise
 * @param breath breath to add
 */
record VariantMapping(double pitchShift, double rangeFactor, int breath) {

	static final double SMALLEST_RANGE = 3;

	static final double LARGEST_RANGE = 9;

	private static final double USUAL_DISTANCE = 36;

	private static final double USUAL_BASE = 73;

	private static final double BASE_OFFSET = 9;

	private static final int LOWEST_PITCH = 30;

	private static final double NARROWEST = 0.35;

	private static final double WIDEST = 4.5;

	private static final double CLEARLY_SHORTER_TRACT = 1.04;

	/** Harmonics-to-noise ratio that one unit of breath takes, in dB. */
	private static final double BREATH_UNIT_DB = 0.14;

	private static final double MOST_BREATH = 35;

	static VariantMapping initial() {
		return new VariantMapping(0, 1, 0);
	}

	/** Corrects the mapping by what came of it. */
	VariantMapping correctedBy(double pitchErrorHz, double rangeError, int breathNeeded) {
		return new VariantMapping(this.pitchShift - pitchErrorHz, this.rangeFactor * Math.clamp(rangeError, 0.5, 2),
				breathNeeded);
	}

	static int breathFor(double excessHarmonicsDb) {
		return (int) Math.round(Math.clamp(excessHarmonicsDb / BREATH_UNIT_DB, 0, MOST_BREATH));
	}

	/** Returns the wanted pitch range, kept within what sounds like speech. */
	static double range(VoiceFeatures speaker) {
		return Math.clamp(speaker.pitchRangeSemitones(), SMALLEST_RANGE, LARGEST_RANGE);
	}

	VoiceVariant variant(VoiceFeatures speaker, BaseMeasurement base) {
		double half = Math.pow(2, range(speaker) / 24);
		double span = speaker.medianPitchHz() * (half - 1 / half);
		double stretch = Math.min(widest(speaker, base),
				Math.clamp(this.rangeFactor * span / Math.max(5, base.rangeHz()), NARROWEST, WIDEST));
		double low = BASE_OFFSET + speaker.medianPitchHz() - rise(base) * stretch + this.pitchShift;
		int lowPitch = (int) Math.round(Math.max(LOWEST_PITCH, low));
		double ratio = speaker.formantScale() / base.formantScale();
		boolean shorter = ratio >= CLEARLY_SHORTER_TRACT;
		return new VoiceVariant(lowPitch, (int) Math.round(lowPitch + USUAL_DISTANCE * stretch),
				(int) Math.round(100 * Math.clamp(Math.sqrt(ratio), 0.92, 1.12)), shorter ? 75 : 95,
				shorter ? 155 : 115, this.breath, false);
	}

	/** The range at which espeak-ng's lowest pitch still allows the speaker's median. */
	private double widest(VoiceFeatures speaker, BaseMeasurement base) {
		double room = BASE_OFFSET + speaker.medianPitchHz() + this.pitchShift - LOWEST_PITCH;
		return Math.max(NARROWEST, room / rise(base));
	}

	/** How far the median lies above the base, at the usual range. */
	private static double rise(BaseMeasurement base) {
		return Math.max(1, base.medianHz() - USUAL_BASE);
	}

}
