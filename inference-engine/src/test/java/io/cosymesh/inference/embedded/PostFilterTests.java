package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.dsp.spectrum.Spectrogram;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PostFilterTests {

	private static final List<Double> FLAT = Collections.nCopies(LongTermSpectrum.centres().size(), 0.0);

	private final float[] speech = Resampler.convert(SyntheticSpeaker.speak(140, 1), PcmFormat.SAMPLE_RATE,
			EspeakSession.SAMPLE_RATE);

	@Test
	void lengthIsKeptAtTheNewRate() {
		assertThat(PcmFormat.seconds(filtered(timbre(FLAT, 1), 1).length)).isCloseTo(1, within(0.001));
	}

	@Test
	void sameSeedGivesTheSameBytes() {
		byte[] first = filtered(timbre(FLAT, 1), 7);
		assertThat(filtered(timbre(FLAT, 1), 7)).isEqualTo(first);
		assertThat(filtered(timbre(FLAT, 1), 8)).isNotEqualTo(first);
	}

	@Test
	void silenceIsNeverDigitalZero() {
		PostFilter filter = new PostFilter(timbre(FLAT, 1), new PcmEncoder(1, random(1)));
		float[] silence = Listening.samples(filter.process(new float[EspeakSession.SAMPLE_RATE]));
		double sum = 0;
		for (float sample : silence) {
			sum += sample * sample;
		}
		double below = 20 * Math.log10(Math.sqrt(sum / silence.length) / Loudness.SPEECH);
		assertThat(below).isCloseTo(-45, within(1.0));
	}

	@Test
	void peaksAreBentNotWrapped() {
		float[] soft = Listening.samples(filtered(timbre(FLAT, 1), 1));
		float[] loud = Listening.samples(filtered(timbre(FLAT, 50), 1));
		for (int i = 0; i < loud.length; i++) {
			if (Math.abs(soft[i]) > 0.02) {
				assertThat(Math.abs(loud[i])).isGreaterThan(0.6f);
				assertThat(Math.signum(loud[i])).isEqualTo(Math.signum(soft[i]));
			}
		}
	}

	@Test
	void equalizerGivesTheColourOfTheSpeaker() {
		List<Double> given = spectrum(Listening.samples(filtered(timbre(FLAT, 1), 1)));
		Double[] wanted = new Double[given.size()];
		Arrays.setAll(wanted, (i) -> given.get(i) + ((i < 8) ? 4 : -4));
		float[] equalizer = Equalizer.design(List.of(wanted), 12_000, given);
		List<Double> got = spectrum(Listening.samples(filtered(new Timbre(equalizer, null, 1), 1)));
		for (int i : new int[] { 2, 4, 5, 11, 13, 14 }) {
			assertThat(got.get(i) - given.get(i)).isCloseTo((i < 8) ? 4 : -4, within(1.5));
		}
	}

	@Test
	void aboveTheBandwidthOfThePromptTheLastGainHolds() {
		Double[] telephone = new Double[FLAT.size()];
		Arrays.setAll(telephone, (i) -> (LongTermSpectrum.centres().get(i) > 1000) ? -60.0 : 0.0);
		float[] equalizer = Equalizer.design(List.of(telephone), 1000, FLAT);
		double sum = 0;
		for (float tap : equalizer) {
			sum += tap * tap;
		}
		assertThat(sum).as("energy of a filter that passes everything").isCloseTo(1, within(0.2));
	}

	private byte[] filtered(Timbre timbre, long seed) {
		PostFilter filter = new PostFilter(timbre, new PcmEncoder(timbre.gain(), random(seed)));
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int start = 0; start < this.speech.length; start += 1000) {
			all.writeBytes(
					filter.process(Arrays.copyOfRange(this.speech, start, Math.min(this.speech.length, start + 1000))));
		}
		all.writeBytes(filter.finish());
		return all.toByteArray();
	}

	private static Timbre timbre(List<Double> levels, double gain) {
		return new Timbre(Equalizer.design(levels, 12_000, levels), null, gain);
	}

	private static List<Double> spectrum(float[] samples) {
		return LongTermSpectrum.of(Spectrogram.of(Resampler.convert(samples, PcmFormat.SAMPLE_RATE, 16_000), 16_000));
	}

	private static RandomGenerator random(long seed) {
		return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
	}

}
