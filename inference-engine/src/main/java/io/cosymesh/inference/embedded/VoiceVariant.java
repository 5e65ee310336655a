package io.cosymesh.inference.embedded;

import io.cosymesh.inference.markup.Delivery;

/**
 * A voice variant of espeak-ng: what it changes in the voice of a language.
 *
 * @param lowPitch {@code pitch} base: 9 Hz above the lowest pitch
 * @param highPitch {@code pitch} top: the range grows with its distance from the base
 * @param formantPercent frequency of all formants, 100 for the language's own
 * @param heightPercent their height
 * @param widthPercent their width
 * @param breath how much breath is heard, 0 to 35
 * @param isWhispered whether breath takes the place of the voice
 */
record VoiceVariant(int lowPitch, int highPitch, int formantPercent, int heightPercent, int widthPercent, int breath,
		boolean isWhispered) {

	private static final int FORMANTS = 9;

	private static final int LEAST_BREATH = 5;

	private static final int WHISPER_BREATH = 50;

	private static final int WHISPER_VOICING = 10;

	private static final int LOWEST_PITCH = 30;

	/** The median lies about three quarters of the distance above the base. */
	private static final double RANGE_PER_HERTZ = 1.33;

	private static final int NARROWEST = 3;

	/** Moves base and top; what the base can't go down is taken off the range. */
	VoiceVariant withPitchRaised(double hertz) {
		double wanted = this.lowPitch + hertz;
		int low = (int) Math.max(LOWEST_PITCH, Math.round(wanted));
		double missing = Math.max(0, LOWEST_PITCH - wanted);
		int distance = (int) Math.round(this.highPitch - this.lowPitch - RANGE_PER_HERTZ * missing);
		return new VoiceVariant(low, low + Math.max(NARROWEST, distance), this.formantPercent, this.heightPercent,
				this.widthPercent, this.breath, this.isWhispered);
	}

	/**
	 * Returns the variant that delivers as asked what this one says plainly.
	 * @param delivery how to say it
	 * @param pitchHz the median pitch of this variant
	 */
	VoiceVariant delivering(Delivery delivery, double pitchHz) {
		int distance = (int) Math.round((this.highPitch - this.lowPitch) * delivery.range());
		return new VoiceVariant(this.lowPitch, this.lowPitch + distance, this.formantPercent, this.heightPercent,
				this.widthPercent, this.breath, delivery.isWhispered())
			.withPitchRaised(pitchHz * (delivery.pitchFactor() - 1));
	}

	/** Returns the content of the variant's file. */
	String definition() {
		StringBuilder definition = new StringBuilder("language variant\nname prompt\n");
		definition.append("pitch %d %d\n".formatted(this.lowPitch, this.highPitch));
		for (int i = 0; i < FORMANTS; i++) {
			definition.append(
					"formant %d %d %d %d\n".formatted(i, this.formantPercent, this.heightPercent, this.widthPercent));
		}
		if (this.isWhispered) {
			definition.append("voicing %d\n".formatted(WHISPER_VOICING)).append(breath(WHISPER_BREATH));
		}
		else if (this.breath >= LEAST_BREATH) {
			definition.append(breath(this.breath));
		}
		return definition.toString();
	}

	private static String breath(int amount) {
		return "breath" + " %d".formatted(amount).repeat(8) + "\n";
	}

}
