package io.cosymesh.audio.quality;

/**
 * All that advice is given on.
 *
 * @param levels loudness of the recording
 * @param seconds how long the recording lasts
 * @param bandwidthHz frequency up to which it carries energy
 * @param speakers whether one person speaks
 */
public record Findings(Levels levels, double seconds, double bandwidthHz, Speakers speakers) {

	/**
	 * Returns how much of the recording is speech.
	 * @return the share, 0 to 1
	 */
	public double speechShare() {
		return Math.clamp(this.levels.speechSeconds() / this.seconds, 0, 1);
	}

}
