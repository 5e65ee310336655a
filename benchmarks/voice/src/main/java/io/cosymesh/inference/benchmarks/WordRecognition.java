package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Has pocketsphinx write down English sentences. It may put any of the sentences' words
 * after any other: no grammar helps it, but neither does it know other words. Its
 * percentages compare voices; they say nothing about how well people understand.
 */
final class WordRecognition {

	private static final Path MODEL = Path.of("/usr/share/pocketsphinx/model/en-us");

	private static final int RATE = 16_000;

	private static final int MARGIN = RATE / 5;

	private static final double LEVEL = 0.1;

	/** Digital silence, which espeak-ng leaves between words, confuses the recogniser. */
	private static final double NOISE = LEVEL * 0.0056;

	private static final double AUDIBLE = 0.02;

	private final List<String> sentences;

	private final Path work;

	private final Map<String, Integer> said = new LinkedHashMap<>();

	private final RandomGenerator noise = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

	WordRecognition(List<String> sentences, Path work) {
		this.sentences = sentences;
		this.work = work;
	}

	/** Keeps a recording of one of the sentences, 24 kHz, to be written down. */
	void add(String name, int sentence, float[] recording) throws IOException {
		float[] speech = Resampler.convert(recording, PcmFormat.SAMPLE_RATE, RATE);
		double gain = LEVEL / level(speech);
		ByteBuffer pcm = ByteBuffer.allocate((speech.length + 2 * MARGIN) * 2).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = -MARGIN; i < speech.length + MARGIN; i++) {
			double sample = ((i >= 0 && i < speech.length) ? gain * speech[i] : 0) + NOISE * this.noise.nextGaussian();
			pcm.putShort((short) Math.round(Math.clamp(sample, -1, 1) * Short.MAX_VALUE));
		}
		Files.write(this.work.resolve(name + ".raw"), pcm.array());
		this.said.put(name, sentence);
	}

	/** Returns the errors per recording. */
	Map<String, WordErrors> run() throws IOException {
		Path control = Files.write(this.work.resolve("control"), this.said.keySet());
		Path grammar = Files.writeString(this.work.resolve("words.gram"), grammar());
		Path heard = this.work.resolve("heard");
		Process process = new ProcessBuilder("pocketsphinx_batch", "-hmm", MODEL.resolve("en-us").toString(), "-dict",
				MODEL.resolve("cmudict-en-us.dict").toString(), "-jsgf", grammar.toString(), "-ctl", control.toString(),
				"-cepdir", this.work.toString(), "-cepext", ".raw", "-adcin", "yes", "-hyp", heard.toString(), "-logfn",
				this.work.resolve("log").toString())
			.redirectErrorStream(true)
			.redirectOutput(this.work.resolve("output").toFile())
			.start();
		try {
			if (process.waitFor() != 0) {
				throw new IOException("pocketsphinx failed: " + this.work.resolve("log"));
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		return errors(Files.readAllLines(heard, StandardCharsets.UTF_8));
	}

	/** A line of the hypotheses: the words, then name and score in brackets. */
	private Map<String, WordErrors> errors(List<String> lines) {
		Map<String, WordErrors> errors = new LinkedHashMap<>();
		for (String line : lines) {
			int bracket = line.lastIndexOf('(');
			String name = line.substring(bracket + 1).split("[ )]", 2)[0];
			String sentence = this.sentences.get(this.said.getOrDefault(name, 0));
			errors.put(name, WordErrors.between(sentence, line.substring(0, bracket)));
		}
		return errors;
	}

	private String grammar() {
		TreeSet<String> words = new TreeSet<>();
		this.sentences.forEach((sentence) -> words.addAll(WordErrors.words(sentence)));
		return "#JSGF V1.0;\ngrammar words;\npublic <words> = ( %s )+;\n"
			.formatted(String.join(" | ", new ArrayList<>(words)));
	}

	private static double level(float[] speech) {
		double peak = 0;
		for (float sample : speech) {
			peak = Math.max(peak, Math.abs(sample));
		}
		double sum = 0;
		int count = 0;
		for (float sample : speech) {
			if (Math.abs(sample) > AUDIBLE * peak) {
				sum += (double) sample * sample;
				count++;
			}
		}
		return Math.sqrt(sum / Math.max(1, count));
	}

}
