package io.cosymesh.dsp.formant;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.PlainEspeak;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.signal.Resampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FormantScaleIT {

	/** Played faster, a voice has a higher pitch and a shorter vocal tract alike. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.92, 1, 1.1, 1.2 })
	void scaleOfAVoicePlayedFasterIsFound(double factor) throws IOException {
		float[] plain = PlainEspeak.speak("en-us", "The old harbour lies quiet while the fishermen mend their nets.");
		float[] faster = Resampler.convert(plain, (int) Math.round(1600 * factor), 1600);
		assertThat(VoiceAnalyzer.measure(faster, 16_000).formantScale()).isCloseTo(factor, within(0.05));
	}

}
