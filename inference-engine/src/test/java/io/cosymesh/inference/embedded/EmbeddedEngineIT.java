package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.colour.Colour;
import io.cosymesh.dsp.gaussian.Gaussian;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * The engine with espeak-ng at work.
 */
class EmbeddedEngineIT {

	private static final String ENGLISH = "Hello, this is my own voice.";

	private static final String CHINESE = "你好，我是深圳人。";

	@TempDir
	static Path work;

	private static EmbeddedEngine engine;

	@BeforeAll
	static void load() throws SpeechException {
		engine = EmbeddedEngine.load(properties("espeak-ng"), new TextFrontEnd(), new Pronunciation());
	}

	@AfterAll
	static void close() {
		engine.close();
		assertThat(work).isEmptyDirectory();
	}

	@Test
	void selfTestPasses() throws SpeechException {
		engine.selfTest();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 90, 120, 160, 210, 260, 300 })
	void pitchIsThatOfThePromptInBothLanguages(double pitchHz) throws SpeechException {
		VoiceFeatures speaker = SyntheticSpeaker.features(pitchHz);
		assertThat(Listening.semitonesFrom(pitchHz, speak(ENGLISH, null, 1, speaker))).isBetween(-1.5, 1.5);
		assertThat(Listening.semitonesFrom(pitchHz, speak(CHINESE, null, 1, speaker))).isBetween(-1.5, 1.5);
	}

	@EnabledIf("clipsArePresent")
	@ParameterizedTest
	@ValueSource(strings = { "zero_shot_prompt.wav", "cross_lingual_prompt.wav" })
	void pitchIsThatOfARealClipInBothLanguages(String clip) throws Exception {
		VoiceFeatures speaker = VoiceAnalyzer.measure(clip(clip), PcmFormat.SAMPLE_RATE);
		assertThat(Listening.semitonesFrom(speaker.medianPitchHz(), speak(ENGLISH, null, 1, speaker))).isBetween(-1.5,
				1.5);
		assertThat(Listening.semitonesFrom(speaker.medianPitchHz(), speak(CHINESE, null, 1, speaker))).isBetween(-1.5,
				1.5);
	}

	/** Measuring the base voice fails where espeak-ng ignores the variant. */
	@ParameterizedTest
	@EnumSource(Language.class)
	void variantsApplyInEveryLanguage(Language language) throws SpeechException {
		byte[] pcm = speak("123", language.tag(), 1, SyntheticSpeaker.features(220));
		assertThat(PcmFormat.seconds(pcm.length)).isBetween(0.3, 6.0);
		assertThat(Listening.semitonesFrom(220, pcm)).isBetween(-2.0, 2.0);
	}

	@Test
	void colourFollowsThePrompt() throws SpeechException {
		VoiceFeatures speaker = SyntheticSpeaker.features(150);
		VoiceFeatures result = VoiceAnalyzer.measure(
				Listening.samples(
						speak("The evening sun shone on the hills, and everybody sat down to eat.", "en", 1, speaker)),
				PcmFormat.SAMPLE_RATE);
		VoiceFeatures plain = VoiceAnalyzer.measure(plainEnglish(), EspeakSession.SAMPLE_RATE);
		assertThat(distance(result, speaker)).isLessThan(distance(plain, speaker) * 0.7);
	}

	@Test
	void colourOfTheRecordingIsTakenOnToo() throws SpeechException {
		String text = "The evening sun shone on the hills, and everybody sat down to eat.";
		VoicePrompt recording = SyntheticSpeaker.recording(150);
		Gaussian wanted = new Speakers(1).of(recording).colour().cepstra();
		VoicePrompt measured = new VoicePrompt(AudioBytes.of(new byte[0]), null, recording.features());
		double equalized = transport(speak(text, measured), wanted);
		assertThat(transport(speak(text, recording), wanted)).isLessThan(0.75 * equalized);
	}

	/** How far the mean of a speech's cepstra lies from the speaker's. */
	private static double transport(byte[] pcm, Gaussian wanted) {
		double[] shift = Colour.of(Listening.samples(pcm)).orElseThrow().cepstra().transportTo(wanted).shift();
		return Math.sqrt(Arrays.stream(shift).map((difference) -> difference * difference).sum());
	}

	@ParameterizedTest
	@CsvSource({ "0.5,2.0", "0.8,1.25", "1.5,0.667", "2,0.5" })
	void speedChangesTheLength(double speed, double factor) throws SpeechException {
		VoiceFeatures speaker = SyntheticSpeaker.features(150);
		String text = "This is a sentence of some length, so that its pace can be told.";
		double normal = speak(text, "en", 1, speaker).length;
		assertThat(speak(text, "en", speed, speaker).length / normal).isCloseTo(factor, within(0.15 * factor));
	}

	@Test
	void sameSeedSoundsTheSame() throws SpeechException {
		VoiceFeatures speaker = SyntheticSpeaker.features(150);
		byte[] first = speak(ENGLISH, "en", 1, speaker);
		assertThat(speak(ENGLISH, "en", 1, speaker)).isEqualTo(first);
	}

	@Test
	void languagesMixWithinASentence() throws SpeechException {
		byte[] pcm = speak("我用 iPhone 打电话。", null, 1, SyntheticSpeaker.features(150));
		assertThat(PcmFormat.seconds(pcm.length)).isBetween(1.0, 4.5);
		assertThat(Listening.semitonesFrom(150, pcm)).isBetween(-2.0, 2.0);
	}

	@Test
	void closingASpeechKillsItsProcessAtOnce() throws Exception {
		EmbeddedProperties slow = properties(hangingEspeak());
		EspeakInstallation hanging = new EspeakInstallation(hangingEspeak(), "1.51",
				EspeakInstallation.find("espeak-ng").data(), true);
		try (PrivateVoices voices = PrivateVoices.create(hanging.data(), work, 3)) {
			EspeakSession session = new Espeak(hanging, voices, slow).session();
			CompletableFuture<Object> speaking = CompletableFuture.supplyAsync(() -> {
				try {
					return session.speak("en-us", "Hello");
				}
				catch (EngineFailureException ex) {
					return ex;
				}
			});
			await().until(() -> ProcessHandle.current().children().anyMatch(EmbeddedEngineIT::isHanging));
			session.close();
			assertThat(speaking.get(2, TimeUnit.SECONDS)).isInstanceOf(EngineFailureException.class);
			await().atMost(Duration.ofSeconds(2))
				.until(() -> ProcessHandle.current().children().noneMatch(EmbeddedEngineIT::isHanging));
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> session.speak("en-us", "Hello"));
		}
	}

	@Test
	void processThatHangsIsKilledAfterTheTimeout() throws Exception {
		EspeakInstallation hanging = new EspeakInstallation(hangingEspeak(), "1.51",
				EspeakInstallation.find("espeak-ng").data(), true);
		EmbeddedProperties hasty = new EmbeddedProperties("espeak-ng", work, 1, Duration.ofMillis(300),
				DataSize.ofMegabytes(512), 3);
		try (PrivateVoices voices = PrivateVoices.create(hanging.data(), work, 3);
				EspeakSession session = new Espeak(hanging, voices, hasty).session()) {
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> session.speak("en-us", "Hello"));
		}
	}

	@Test
	void speechGivenUpIsNotTakenForFinished() throws SpeechException {
		Speech speech = engine.open(order("One. Two. Three.", "en", 1, SyntheticSpeaker.features(150)));
		assertThat(speech.next()).isPresent();
		speech.close();
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(speech::next);
	}

	static boolean clipsArePresent() {
		return System.getProperty("cosymesh.test.data") != null;
	}

	private static boolean isHanging(ProcessHandle process) {
		return process.info().commandLine().orElse("").contains("hanging-espeak");
	}

	private static String hangingEspeak() throws Exception {
		Path script = work.getParent().resolve("hanging-espeak-" + ProcessHandle.current().pid());
		Files.writeString(script, "#!/bin/sh\nexec tail -f \"$0\"\n");
		assertThat(script.toFile().setExecutable(true)).isTrue();
		script.toFile().deleteOnExit();
		return script.toString();
	}

	private static EmbeddedProperties properties(String command) {
		return new EmbeddedProperties(command, work, 0, Duration.ofSeconds(30), DataSize.ofMegabytes(512), 8);
	}

	private static SpeechOrder order(String text, String language, double speed, VoiceFeatures speaker) {
		return new SpeechOrder(text, language, speed, 7, null,
				new VoicePrompt(AudioBytes.of(new byte[0]), null, speaker));
	}

	private static byte[] speak(String text, String language, double speed, VoiceFeatures speaker)
			throws SpeechException {
		return heard(order(text, language, speed, speaker));
	}

	private static byte[] speak(String text, VoicePrompt prompt) throws SpeechException {
		return heard(new SpeechOrder(text, "en", 1, 7, null, prompt));
	}

	private static byte[] heard(SpeechOrder order) throws SpeechException {
		ByteArrayOutputStream pcm = new ByteArrayOutputStream();
		try (Speech speech = engine.open(order)) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				pcm.writeBytes(piece.get());
			}
		}
		return pcm.toByteArray();
	}

	private static float[] plainEnglish() throws SpeechException {
		EspeakInstallation installation = EspeakInstallation.find("espeak-ng");
		try (PrivateVoices voices = PrivateVoices.create(installation.data(), work, 3);
				EspeakSession session = new Espeak(installation, voices, properties("espeak-ng")).session()) {
			return session.speak("en-us", "The evening sun shone on the hills, and everybody sat down to eat.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static double distance(VoiceFeatures a, VoiceFeatures b) {
		double sum = 0;
		for (int i = 0; i < a.bandLevelsDb().size(); i++) {
			double difference = a.bandLevelsDb().get(i) - b.bandLevelsDb().get(i);
			sum += difference * difference;
		}
		return Math.sqrt(sum / a.bandLevelsDb().size());
	}

	private static float[] clip(String name) throws Exception {
		Path file = Path.of(System.getProperty("cosymesh.test.data")).resolve(name);
		AudioFormat wanted = new AudioFormat(PcmFormat.SAMPLE_RATE, 16, 1, true, false);
		try (AudioInputStream audio = AudioSystem.getAudioInputStream(file.toFile());
				AudioInputStream pcm = AudioSystem.getAudioInputStream(wanted, audio)) {
			return Listening.samples(pcm.readAllBytes());
		}
	}

}
