package io.cosymesh.inference.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.benchmarks.SpeakerSource.Role;
import io.cosymesh.inference.embedded.EngineUnderTest;
import io.cosymesh.inference.engine.SpeechException;

/**
 * Has the engine take after real speakers, in sentences it was not fitted on, and
 * measures how like them it becomes and how well its words are recognised.
 */
public final class VoiceEvaluation {

	private static final String ENGLISH = "en";

	private static final String PLAIN = "plain";

	private final PrintStream terminal;

	private final EngineUnderTest engine;

	private final Map<String, List<String>> sentences = new HashMap<>();

	private VoiceEvaluation(PrintStream terminal, EngineUnderTest engine) {
		this.terminal = terminal;
		this.engine = engine;
		for (String line : lines("sentences.tsv")) {
			List<String> fields = List.of(line.split("\t", -1));
			this.sentences.put(fields.getFirst(), fields.subList(1, fields.size()));
		}
	}

	/**
	 * Evaluates and reports.
	 * @param arguments where to write the report, where to keep what is needed meanwhile,
	 * the measured speed as {@link VoiceSpeed} writes it, and the date
	 * @throws Exception if anything fails
	 */
	public static void main(String[] arguments) throws Exception {
		Path work = Path.of(arguments[1]);
		VoiceReport report;
		try (EngineUnderTest engine = EngineUnderTest.start(work)) {
			VoiceEvaluation evaluation = new VoiceEvaluation(System.out, engine);
			List<Speaker> speakers = evaluation.speakers();
			List<Imitation> imitations = evaluation.imitate(speakers);
			Map<String, WordErrors> words = evaluation.words(speakers, Files.createDirectories(work.resolve("words")));
			report = new VoiceReport(imitations, words, speakers.size(), Speed.read(Path.of(arguments[2])),
					Machine.here(arguments[3], engine.espeak()));
		}
		Files.writeString(Path.of(arguments[0]), report.markdown());
	}

	private List<Speaker> speakers() throws IOException {
		List<Speaker> speakers = new ArrayList<>();
		for (String line : lines("speakers.tsv")) {
			speakers.add(Speaker.of(SpeakerSource.parse(line)));
		}
		return speakers;
	}

	private List<Imitation> imitate(List<Speaker> speakers) throws SpeechException {
		SpeakerRecognition full = new SpeakerRecognition(speakers, VoicePrint.CEPSTRA + 1);
		SpeakerRecognition spectral = new SpeakerRecognition(speakers, VoicePrint.CEPSTRA);
		List<Imitation> imitations = new ArrayList<>();
		for (int i = 0; i < speakers.size(); i++) {
			Speaker speaker = speakers.get(i);
			if (!speaker.isTakenAfter()) {
				continue;
			}
			VoicePrompt prompt = EngineUnderTest.prompt(speaker.prompt());
			VoiceFeatures other = Likeness.measure(speaker.other());
			List<Likeness> likenesses = new ArrayList<>();
			for (float[] voice : List.of(speaker.prompt(), plain(speaker), ours(speaker, prompt))) {
				likenesses.add(Likeness.of(Likeness.measure(voice), prompt.features(), other)
					.recognised(full.rank(voice, i), spectral.rank(voice, i)));
			}
			imitations.add(new Imitation(speaker, likenesses.get(0), likenesses.get(1), likenesses.get(2)));
			this.terminal.println(speaker.source().name() + " " + likenesses);
		}
		return imitations;
	}

	private float[] plain(Speaker speaker) throws SpeechException {
		List<float[]> said = new ArrayList<>();
		for (String sentence : sentences(speaker)) {
			said.add(this.engine.speakPlainly(speaker.source().language(), sentence));
		}
		return joined(said);
	}

	private float[] ours(Speaker speaker, VoicePrompt prompt) throws SpeechException {
		List<float[]> said = new ArrayList<>();
		for (String sentence : sentences(speaker)) {
			said.add(this.engine.speak(prompt, speaker.source().language(), sentence));
		}
		return joined(said);
	}

	private List<String> sentences(Speaker speaker) {
		return this.sentences.getOrDefault(speaker.source().language(), List.of());
	}

	private Map<String, WordErrors> words(List<Speaker> speakers, Path work) throws SpeechException, IOException {
		List<String> said = lines("words.txt");
		WordRecognition recognition = new WordRecognition(said, work);
		for (int i = 0; i < said.size(); i++) {
			recognition.add("%s-%02d".formatted(PLAIN, i), i, this.engine.speakPlainly(ENGLISH, said.get(i)));
		}
		for (Speaker speaker : speakers) {
			if (speaker.source().role() == Role.WORDS) {
				VoicePrompt prompt = EngineUnderTest.prompt(speaker.prompt());
				for (int i = 0; i < said.size(); i++) {
					recognition.add("%s-%02d".formatted(speaker.source().name(), i), i,
							this.engine.speak(prompt, ENGLISH, said.get(i)));
				}
			}
		}
		Map<String, WordErrors> perVoice = new HashMap<>();
		recognition.run()
			.forEach((name, errors) -> perVoice.merge(name.substring(0, name.lastIndexOf('-')), errors,
					WordErrors::plus));
		return perVoice;
	}

	private static float[] joined(List<float[]> pieces) {
		float[] joined = new float[pieces.stream().mapToInt((piece) -> piece.length).sum()];
		int position = 0;
		for (float[] piece : pieces) {
			System.arraycopy(piece, 0, joined, position, piece.length);
			position += piece.length;
		}
		return joined;
	}

	static List<String> lines(String resource) {
		try (InputStream stream = Objects.requireNonNull(VoiceEvaluation.class.getResourceAsStream(resource));
				BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			return reader.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(resource, ex);
		}
	}

}
