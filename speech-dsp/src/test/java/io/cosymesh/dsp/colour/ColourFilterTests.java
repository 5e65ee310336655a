package io.cosymesh.dsp.colour;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.Tones;
import io.cosymesh.dsp.signal.FirDesign;
import io.cosymesh.dsp.signal.FirFilter;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.dsp.spectrum.Spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ColourFilterTests {

	private static final int RATE = Colour.SAMPLE_RATE;

	private final float[] voice = glide(1.5);

	private final float[] bright = filtered(this.voice, 8);

	@Test
	void ownColourLeavesTheVoiceAsItIs() {
		Colour own = Colour.of(this.voice).orElseThrow();
		float[] same = whole(own.mapTo(own), this.voice);
		assertThat(same).hasSameSizeAs(this.voice);
		for (int i = 0; i < same.length; i++) {
			assertThat(same[i]).isCloseTo(this.voice[i], within(1e-4f));
		}
	}

	@Test
	void anotherColourIsTakenOnForSixTenths() {
		ColourMap map = Colour.of(this.voice).orElseThrow().mapTo(Colour.of(this.bright).orElseThrow());
		double wanted = tilt(this.bright) - tilt(this.voice);
		double got = tilt(whole(map, this.voice)) - tilt(this.voice);
		assertThat(wanted).isGreaterThan(5);
		assertThat(got / wanted).isCloseTo(0.6, within(0.15));
	}

	@Test
	void noBandMovesByMoreThanNineDecibels() {
		float[] shrill = filtered(this.voice, 40);
		ColourMap map = Colour.of(this.voice).orElseThrow().mapTo(Colour.of(shrill).orElseThrow());
		assertThat(tilt(whole(map, this.voice)) - tilt(this.voice)).isLessThan(19);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 191, 192, 193, 1000, 4800 })
	void sizeOfThePiecesDoesNotMatter(int size) {
		ColourMap map = Colour.of(this.voice).orElseThrow().mapTo(Colour.of(this.bright).orElseThrow());
		float[] speech = Arrays.copyOf(this.voice, 5000);
		float[] expected = whole(map, speech);
		ColourFilter filter = new ColourFilter(map);
		float[] result = new float[0];
		for (int start = 0; start < speech.length; start += size) {
			result = joined(result,
					filter.process(Arrays.copyOfRange(speech, start, Math.min(speech.length, start + size))));
		}
		assertThat(joined(result, filter.finish())).containsExactly(expected);
	}

	@Test
	void nothingInNothingOut() {
		Colour own = Colour.of(this.voice).orElseThrow();
		assertThat(whole(own.mapTo(own), new float[0])).isEmpty();
		assertThat(whole(own.mapTo(own), new float[3])).hasSize(3);
	}

	@Test
	void onlyAVoiceHasAColour() {
		assertThat(Colour.of(Tones.noise(RATE, 2, 0.1))).isEmpty();
		assertThat(Colour.of(new float[RATE])).isEmpty();
		assertThat(Colour.of(new float[0])).isEmpty();
		assertThat(Colour.of(Arrays.copyOf(this.voice, RATE / 10))).isEmpty();
	}

	private static float[] whole(ColourMap map, float[] speech) {
		ColourFilter filter = new ColourFilter(map);
		return joined(filter.process(speech), filter.finish());
	}

	/** Level above 1 kHz against the level below. */
	private static double tilt(float[] speech) {
		var levels = LongTermSpectrum.of(Spectrogram.of(Resampler.convert(speech, RATE, 16_000), 16_000));
		double low = levels.subList(2, 8).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		double high = levels.subList(12, 16).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		return high - low;
	}

	private static float[] filtered(float[] speech, double highDb) {
		float[] response = FirDesign.linearPhase(257, new double[] { 600, 1500 }, new double[] { 0, highDb }, RATE);
		FirFilter filter = new FirFilter(response);
		return joined(filter.process(speech), filter.finish());
	}

	/** A voice whose pitch and brightness change, as a distribution needs some spread. */
	private static float[] glide(double seconds) {
		float[] samples = new float[(int) (seconds * RATE)];
		double phase = 0;
		for (int i = 0; i < samples.length; i++) {
			double time = (double) i / RATE;
			phase += (120 + 30 * Math.sin(5 * time)) / RATE;
			for (int k = 1; k < 40; k++) {
				double resonance = (100 * k - 1500 - 900 * Math.sin(9 * time)) / 400;
				samples[i] += (float) (0.1 * (0.1 + 1 / (1 + resonance * resonance)) / Math.sqrt(k)
						* Math.sin(2 * Math.PI * k * phase));
			}
		}
		return samples;
	}

	private static float[] joined(float[] head, float[] tail) {
		float[] whole = Arrays.copyOf(head, head.length + tail.length);
		System.arraycopy(tail, 0, whole, head.length, tail.length);
		return whole;
	}

}
