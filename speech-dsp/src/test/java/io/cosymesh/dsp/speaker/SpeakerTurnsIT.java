package io.cosymesh.dsp.speaker;

import java.io.IOException;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.PlainEspeak;

import static org.assertj.core.api.Assertions.assertThat;

class SpeakerTurnsIT {

	private static final String FIRST = "The old harbour lies quiet while the fishermen mend their nets and talk "
			+ "about the weather of the coming week, and nobody knows where the white boat went.";

	private static final String SECOND = "Tomorrow the market opens early; farmers bring cheese, apples and warm "
			+ "bread from the valley, and children run along the pier until the church bell calls.";

	@ParameterizedTest
	@ValueSource(strings = { "en-us", "en-us+f3", "en-us+m3" })
	void twoSentencesOfOneVoiceAreOneSpeaker(String voice) throws IOException {
		assertThat(distance(voice, voice)).isLessThan(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "en-us+f3", "en-us+f4" })
	void sentencesOfTwoVoicesSplicedAreSeveralSpeakers(String other) throws IOException {
		assertThat(distance("en-us", other)).isGreaterThan(1.5);
		assertThat(distance(other, "en-us")).isGreaterThan(1.5);
	}

	@Test
	void threeTurnsOfTwoVoicesAreSeveralSpeakers() throws IOException {
		float[] turns = join(PlainEspeak.speak("en-us", FIRST), PlainEspeak.speak("en-us+f3", SECOND),
				PlainEspeak.speak("en-us", SECOND));
		assertThat(SpeakerTurns.distance(turns, 16_000)).isGreaterThan(1);
	}

	private static double distance(String first, String second) throws IOException {
		return SpeakerTurns.distance(join(PlainEspeak.speak(first, FIRST), PlainEspeak.speak(second, SECOND)), 16_000);
	}

	private static float[] join(float[]... parts) {
		float[] joined = new float[Arrays.stream(parts).mapToInt((part) -> part.length).sum()];
		int offset = 0;
		for (float[] part : parts) {
			System.arraycopy(part, 0, joined, offset, part.length);
			offset += part.length;
		}
		return joined;
	}

}
