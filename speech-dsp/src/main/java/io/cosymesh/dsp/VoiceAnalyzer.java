package io.cosymesh.dsp;

import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.formant.FormantScale;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.rhythm.SyllableRate;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Measures of a recording what the embedded engine needs to take after its speaker.
 */
public final class VoiceAnalyzer {

	private VoiceAnalyzer() {
	}

	/**
	 * Measures a speaker. The pitch is 0 Hz when nobody speaks with voice in the
	 * recording; the features that depend on voice are neutral then.
	 * @param samples mono, −1 to 1
	 * @param sampleRate samples per second, at least 16 kHz for meaningful results
	 * @return the features
	 */
	public static VoiceFeatures measure(float[] samples, int sampleRate) {
		float[] speech = Resampler.convert(samples, sampleRate, PitchTracker.SAMPLE_RATE);
		PitchTrack pitch = PitchTracker.track(speech);
		Spectrogram spectrogram = Spectrogram.of(speech, PitchTracker.SAMPLE_RATE);
		double bandwidth = LongTermSpectrum
			.bandwidth((sampleRate == PitchTracker.SAMPLE_RATE) ? spectrogram : Spectrogram.of(samples, sampleRate));
		boolean voiced = pitch.isVoiced();
		return new VoiceFeatures(voiced ? pitch.medianHz() : 0, voiced ? pitch.rangeSemitones() : 0,
				LongTermSpectrum.of(spectrogram), voiced ? FormantScale.estimate(speech, spectrogram, pitch) : 1,
				voiced ? pitch.harmonicsToNoiseDb() : 0, SyllableRate.of(spectrogram), bandwidth);
	}

}
