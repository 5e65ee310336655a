package io.cosymesh.audio.quality;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.decode.Recording;
import io.cosymesh.contracts.audio.PromptDetails.Guidance;
import io.cosymesh.contracts.audio.PromptReport.Advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PromptInspectorTests {

	private static final int RATE = 24_000;

	private final PromptInspector inspector = new PromptInspector(
			new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("limits", RecordingLimits.class));

	@ParameterizedTest
	@ValueSource(doubles = { 1, 3, 30 })
	void measuresHowLongSomebodySpeaks(double seconds) {
		float[] pause = new float[RATE];
		Levels levels = usable(TestSpeech.join(pause, TestSpeech.voice(seconds, RATE), pause));
		assertThat(levels.speechSeconds()).isCloseTo(seconds, within(0.1));
		assertThat(levels.peakDb()).isCloseTo(20 * Math.log10(0.6), within(0.1));
		assertThat(levels.noiseRatioDb()).isEqualTo(80);
	}

	@Test
	void findsOneSecondInHalfAMinuteOfSilence() {
		assertThat(usable(TestSpeech.join(new float[28 * RATE], TestSpeech.voice(1.2, RATE))).speechSeconds())
			.isCloseTo(1.2, within(0.1));
	}

	@Test
	void refusesLessThanASecondOfSpeechHoweverLongItLasts() {
		assertThat(refusal(TestSpeech.join(new float[RATE], TestSpeech.voice(0.8, RATE), new float[3 * RATE])))
			.isInstanceOfSatisfying(Refusal.TooShort.class, (refusal) -> assertThat(refusal.detail())
				.startsWith("The recording holds 0.8 s of speech and at least 1 s"));
	}

	@Test
	void clicksAreNoSpeech() {
		float[] clicks = new float[5 * RATE];
		for (int i = 0; i < clicks.length; i += RATE / 2) {
			clicks[i] = 0.9f;
		}
		assertThat(refusal(clicks)).isInstanceOfAny(Refusal.TooShort.class, Refusal.Silent.class);
	}

	@Test
	void refusesSilenceAlsoWithAnOffset() {
		float[] offset = new float[3 * RATE];
		java.util.Arrays.fill(offset, 0.3f);
		assertThat(refusal(offset)).isInstanceOf(Refusal.Silent.class);
		assertThat(refusal(TestSpeech.noise(3, RATE, 0.0005))).isInstanceOfSatisfying(Refusal.Silent.class,
				(refusal) -> assertThat(refusal.detail()).contains("is silent", "speech needs -55 dBFS"));
	}

	@Test
	void measuresNoiseInThePauses() {
		float[] recording = TestSpeech.join(new float[RATE], TestSpeech.voice(4, RATE), new float[RATE]);
		float[] noise = TestSpeech.noise(6, RATE, 0.03);
		for (int i = 0; i < recording.length; i++) {
			recording[i] += noise[i];
		}
		Levels levels = usable(recording);
		double expected = levels.loudnessDb() - 20 * Math.log10(0.03);
		assertThat(levels.noiseRatioDb()).isCloseTo(expected, within(1.0)).isLessThan(15);
		assertThat(advice(levels, 6, 8000)).containsExactly(Advice.NOISY);
	}

	@Test
	void noticesClipping() {
		float[] clipped = TestSpeech.voice(4, RATE);
		for (int i = 0; i < clipped.length; i++) {
			clipped[i] = Math.clamp(8 * clipped[i], -1, 1);
		}
		Levels levels = usable(clipped);
		assertThat(levels.clippedShare()).isGreaterThan(0.01);
		assertThat(advice(levels, 4, 8000)).startsWith(Advice.CLIPPING);
	}

	@Test
	void advisesOnLengthBandwidthAndLevel() {
		Levels quietAndShort = new Levels(2, -45, -30, 40, 0);
		assertThat(advice(quietAndShort, 20, 3900)).containsExactly(Advice.SHORT, Advice.NARROW_BAND, Advice.QUIET,
				Advice.LITTLE_SPEECH, Advice.LONG);
		assertThat(advice(new Levels(5, -20, -3, 40, 0), 6, 11_000)).isEmpty();
	}

	@Test
	void adviceIsGivenInBothLanguagesWithItsNumbers() {
		List<Guidance> guidance = Advisor
			.advise(new Findings(new Levels(20, -45, -30, 9.4, 0.02), 60, 3750, new Speakers(1.2, null, true)));
		assertThat(guidance.stream().map(Guidance::advice)).containsExactly(Advice.CLIPPING, Advice.NOISY,
				Advice.SEVERAL_SPEAKERS, Advice.NARROW_BAND, Advice.QUIET, Advice.LITTLE_SPEECH, Advice.LONG);
		assertThat(guidance).extracting(Guidance::en)
			.satisfiesExactly((clipping) -> assertThat(clipping).startsWith("2.0 % of the recording is clipped"),
					(noisy) -> assertThat(noisy).contains("only 9.4 dB quieter"),
					(several) -> assertThat(several).contains("More than one person"),
					(narrow) -> assertThat(narrow).contains("nothing above 3750 Hz"),
					(quiet) -> assertThat(quiet).contains("-45 dBFS"),
					(little) -> assertThat(little).contains("Only 33 %"),
					(length) -> assertThat(length).contains("lasts 60 s"));
		assertThat(guidance).extracting(Guidance::zh)
			.allMatch((words) -> words.codePoints().anyMatch(Character::isIdeographic))
			.noneMatch((words) -> words.contains("%s"))
			.anyMatch((words) -> words.contains("9.4"));
	}

	private static List<Advice> advice(Levels levels, double seconds, double bandwidthHz) {
		return Advisor.advise(new Findings(levels, seconds, bandwidthHz, new Speakers(0, null, false)))
			.stream()
			.map(Guidance::advice)
			.toList();
	}

	private Levels usable(float[] samples) {
		Verdict verdict = this.inspector.inspect(new Recording(samples, RATE, "test"));
		assertThat(verdict).isInstanceOf(Verdict.Usable.class);
		return ((Verdict.Usable) verdict).levels();
	}

	private Refusal refusal(float[] samples) {
		Verdict verdict = this.inspector.inspect(new Recording(samples, RATE, "test"));
		assertThat(verdict).isInstanceOf(Verdict.Refused.class);
		return ((Verdict.Refused) verdict).refusal();
	}

}
