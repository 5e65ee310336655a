package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.Listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SoundTests {

	private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

	@Test
	void pauseLastsAsLongAsAskedAndIsQuiet() {
		float[] pause = heard(new Sound.Unspoken(new float[0], 30_001, new PcmEncoder(1, this.random)));
		assertThat(pause).hasSize(30_001);
		assertThat(level(pause)).isCloseTo(Loudness.NOISE, within(0.1 * Loudness.NOISE));
	}

	@Test
	void breathSwellsAndEbbs() {
		float[] breath = BreathSound.of(0.4, this.random);
		assertThat(PcmFormat.seconds(2L * breath.length)).isCloseTo(0.4, within(0.001));
		double middle = level(Arrays.copyOfRange(breath, breath.length * 2 / 5, breath.length * 3 / 5));
		assertThat(middle).isBetween(Loudness.SPEECH * 0.01, Loudness.SPEECH * 0.3);
		assertThat(level(Arrays.copyOf(breath, breath.length / 10))).isLessThan(middle / 3);
	}

	@Test
	void breathIsFollowedBySilence() {
		float[] breath = BreathSound.of(0.2, this.random);
		float[] heard = heard(new Sound.Unspoken(breath, 2 * breath.length, new PcmEncoder(1, this.random)));
		assertThat(heard).hasSize(2 * breath.length);
		assertThat(level(Arrays.copyOfRange(heard, breath.length + 100, heard.length))).isLessThan(level(breath));
	}

	private static float[] heard(Sound sound) {
		ByteArrayOutputStream pcm = new ByteArrayOutputStream();
		while (sound.hasNext()) {
			pcm.writeBytes(sound.next());
		}
		return Listening.samples(pcm.toByteArray());
	}

	private static double level(float[] samples) {
		double sum = 0;
		for (float sample : samples) {
			sum += (double) sample * sample;
		}
		return Math.sqrt(sum / samples.length);
	}

}
