package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Markup and instructions, heard.
 */
class DeliveryIT {

	private static final String TEXT = "The evening sun shone on the hills.";

	private static final VoicePrompt PROMPT = SyntheticSpeaker.recording(150);

	@TempDir
	static Path work;

	private static EmbeddedEngine engine;

	@BeforeAll
	static void load() throws SpeechException {
		engine = EmbeddedEngine.load(
				new EmbeddedProperties("espeak-ng", work, 0, Duration.ofSeconds(30), DataSize.ofMegabytes(512), 8),
				new TextFrontEnd(), new Pronunciation());
	}

	@AfterAll
	static void close() {
		engine.close();
	}

	@Test
	void pausesAreAsLongAsAsked() throws SpeechException {
		double plain = seconds(speak(TEXT + " " + TEXT, null));
		assertThat(seconds(speak(TEXT + "[pause:1.5s]" + TEXT, null)) - plain).isCloseTo(1.5, within(0.05));
		assertThat(seconds(speak("<speak>" + TEXT + "<break time='700ms'/>" + TEXT + "</speak>", null)) - plain)
			.isCloseTo(0.7, within(0.05));
	}

	@Test
	void breathIsHeardWithoutVoice() throws SpeechException {
		byte[] breathed = speak("[breath]" + TEXT, null);
		assertThat(seconds(breathed) - seconds(speak(TEXT, null))).isCloseTo(0.42, within(0.01));
		float[] breath = Arrays.copyOf(Listening.samples(breathed), PcmFormat.SAMPLE_RATE * 2 / 5);
		assertThat(PitchTracker.track(Resampler.convert(breath, PcmFormat.SAMPLE_RATE, 16_000)).isVoiced()).isFalse();
		double sum = 0;
		for (float sample : breath) {
			sum += (double) sample * sample;
		}
		assertThat(Math.sqrt(sum / breath.length)).isGreaterThan(3 * Loudness.NOISE);
	}

	@Test
	void prosodyMovesPitchAndPace() throws SpeechException {
		byte[] plain = speak(TEXT, null);
		byte[] high = speak("<speak><prosody pitch='+5st'>" + TEXT + "</prosody></speak>", null);
		assertThat(Listening.semitonesFrom(Listening.medianPitchHz(plain), high)).isCloseTo(5, within(1.0));
		byte[] slow = speak("<speak><prosody rate='50%'>" + TEXT + "</prosody></speak>", null);
		assertThat(seconds(slow) / seconds(plain)).isBetween(1.6, 2.3);
	}

	@Test
	void instructionsAreHeard() throws SpeechException {
		byte[] plain = speak(TEXT, null);
		double pitch = Listening.medianPitchHz(plain);
		byte[] happy = speak(TEXT, "happy");
		assertThat(Listening.semitonesFrom(pitch, happy)).isBetween(0.8, 2.6);
		assertThat(seconds(happy)).isLessThan(seconds(plain));
		byte[] sad = speak(TEXT, "请非常伤心地说一句话。");
		assertThat(Listening.semitonesFrom(pitch, sad)).isBetween(-2.2, -0.2);
		assertThat(seconds(sad)).isGreaterThan(seconds(plain));
	}

	@Test
	void whisperHasLittleVoice() throws SpeechException {
		assertThat(voicedShare(speak(TEXT, "whisper"))).isLessThan(0.5 * voicedShare(speak(TEXT, null)));
	}

	@Test
	void cantoneseIsSpokenWhenInstructed() throws SpeechException {
		try (Speech speech = engine.open(new SpeechOrder("你好", null, 1, 7, "请用广东话表达。", PROMPT))) {
			assertThat(speech.language()).isEqualTo("yue");
			assertThat(speech.next()).isPresent();
		}
	}

	private static double voicedShare(byte[] pcm) {
		var track = PitchTracker
			.track(Resampler.convert(Listening.samples(pcm), PcmFormat.SAMPLE_RATE, PitchTracker.SAMPLE_RATE));
		return (double) track.voicedCount() / track.voiced().length;
	}

	private static double seconds(byte[] pcm) {
		return PcmFormat.seconds(pcm.length);
	}

	private static byte[] speak(String text, @Nullable String instruct) throws SpeechException {
		ByteArrayOutputStream pcm = new ByteArrayOutputStream();
		try (Speech speech = engine.open(new SpeechOrder(text, "en", 1, 7, instruct, PROMPT))) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				pcm.writeBytes(piece.get());
			}
		}
		return pcm.toByteArray();
	}

}
