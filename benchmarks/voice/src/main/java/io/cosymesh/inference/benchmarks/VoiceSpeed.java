package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.embedded.EngineUnderTest;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;

/**
 * Times the engine. To be run bound to one processor.
 */
public final class VoiceSpeed {

	private static final String ENGLISH = "en";

	private static final String SHORT = "Hello, this is my own voice.";

	private static final String LONG = String.join(" ", VoiceEvaluation.lines("words.txt"));

	private static final int WARM_UP = 120;

	private static final int ROUNDS = 100;

	private static final int LONG_ROUNDS = 8;

	private final EngineUnderTest engine;

	private VoiceSpeed(EngineUnderTest engine) {
		this.engine = engine;
	}

	/**
	 * Measures.
	 * @param arguments where to write the result, and where to keep what is needed
	 * meanwhile
	 * @throws Exception if anything fails
	 */
	public static void main(String[] arguments) throws Exception {
		try (EngineUnderTest engine = EngineUnderTest.start(Path.of(arguments[1]))) {
			new VoiceSpeed(engine).measure().write(Path.of(arguments[0]));
		}
	}

	private Speed measure() throws SpeechException, IOException {
		VoicePrompt known = EngineUnderTest.prompt(HumOfVowels.of(140));
		double[] warm = new double[ROUNDS];
		double[] fresh = new double[ROUNDS];
		double[] plain = new double[ROUNDS];
		for (int i = -WARM_UP; i < ROUNDS; i++) {
			VoicePrompt unknown = EngineUnderTest.prompt(HumOfVowels.of(150 + i * 0.3));
			int slot = Math.max(0, i);
			fresh[slot] = firstAudio(unknown);
			warm[slot] = firstAudio(known);
			plain[slot] = plainly();
		}
		double ours = realTimeFactor(() -> this.engine.speak(known, ENGLISH, LONG));
		double plainly = realTimeFactor(() -> this.engine.speakPlainly(ENGLISH, LONG));
		return new Speed(percentile(warm, 50), percentile(warm, 95), percentile(fresh, 50), ours, percentile(plain, 50),
				plainly);
	}

	private double firstAudio(VoicePrompt prompt) throws SpeechException {
		long begin = System.nanoTime();
		try (Speech speech = this.engine.open(prompt, ENGLISH, SHORT)) {
			speech.next();
			return millisSince(begin);
		}
	}

	private double plainly() throws SpeechException {
		long begin = System.nanoTime();
		this.engine.speakPlainly(ENGLISH, SHORT);
		return millisSince(begin);
	}

	private static double realTimeFactor(Speaking speaking) throws SpeechException, IOException {
		double begin = ProcessorTime.millis();
		long samples = 0;
		for (int i = 0; i < LONG_ROUNDS; i++) {
			samples += speaking.speak().length;
		}
		return (ProcessorTime.millis() - begin) / 1000 / ((double) samples / PcmFormat.SAMPLE_RATE);
	}

	private static double millisSince(long begin) {
		return (System.nanoTime() - begin) / 1e6;
	}

	private static double percentile(double[] values, int percent) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
	}

	/**
	 * Says something.
	 */
	@FunctionalInterface
	private interface Speaking {

		float[] speak() throws SpeechException;

	}

}
