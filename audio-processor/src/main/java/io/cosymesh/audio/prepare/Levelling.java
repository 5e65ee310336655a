package io.cosymesh.audio.prepare;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.cosymesh.dsp.loudness.Loudness;
import io.cosymesh.dsp.loudness.TruePeak;

/**
 * How loud a prepared prompt is: the loudness of EBU R 128, unless that would take more
 * than the gain allowed or bring its peaks above the highest.
 *
 * @param loudnessLufs integrated loudness to reach
 * @param truePeakDb true peak that isn't passed, in dBTP
 * @param maxGainDb what a quiet recording is made louder by at most
 */
@ConfigurationProperties("cosymesh.audio.level")
record Levelling(@DefaultValue("-23") double loudnessLufs, @DefaultValue("-2") double truePeakDb,
		@DefaultValue("20") double maxGainDb) {

	Levelling {
		if (!(loudnessLufs < 0 && loudnessLufs > Loudness.SILENCE_LUFS && truePeakDb <= 0 && maxGainDb >= 0)) {
			throw new IllegalArgumentException(
					"cosymesh.audio.level needs a loudness between -70 and 0, a peak of 0 at most and a gain of 0 at least");
		}
	}

	/**
	 * Returns what a recording is made louder or quieter by.
	 * @param samples mono samples, full scale is 1
	 * @param sampleRate samples per second
	 * @return the gain in dB
	 */
	double gainDb(float[] samples, int sampleRate) {
		double wanted = Math.min(this.maxGainDb, this.loudnessLufs - Loudness.integrated(samples, sampleRate));
		return Math.min(wanted, this.truePeakDb - TruePeak.decibels(samples));
	}

}
