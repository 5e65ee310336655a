package io.cosymesh.inference.embedded;

/**
 * A voice variant of espeak-ng: what it changes in the voice of a language.
 *
 * @param lowPitch {@code pitch} base: 9 Hz above the lowest pitch
 * @param highPitch {@code pitch} top: the range grows with its distance from the base
 * @param formantPercent frequency of all formants, 100 for the language's own
 * @param heightPercent their height
 * @param widthPercent their width
 * @param breath how much breath is heard, 0 to 35
 */
record VoiceVariant(int lowPitch, int highPitch, int formantPercent, int heightPercent, int widthPercent, int breath) {

	private static final int FORMANTS = 9;

	private static final int LEAST_BREATH = 5;

	private static final int LOWEST_PITCH = 30;

	VoiceVariant withPitchRaised(double hertz) {
		int low = (int) Math.max(LOWEST_PITCH, Math.round(this.lowPitch + hertz));
		return new VoiceVariant(low, low + this.highPitch - this.lowPitch, this.formantPercent, this.heightPercent,
				this.widthPercent, this.breath);
	}

	/** Returns the content of the variant's file. */
	String definition() {
		StringBuilder definition = new StringBuilder("language variant\nname prompt\n");
		definition.append("pitch %d %d\n".formatted(this.lowPitch, this.highPitch));
		for (int i = 0; i < FORMANTS; i++) {
			definition.append(
					"formant %d %d %d %d\n".formatted(i, this.formantPercent, this.heightPercent, this.widthPercent));
		}
		if (this.breath >= LEAST_BREATH) {
			definition.append("breath").append(" %d".formatted(this.breath).repeat(8)).append('\n');
		}
		return definition.toString();
	}

}
