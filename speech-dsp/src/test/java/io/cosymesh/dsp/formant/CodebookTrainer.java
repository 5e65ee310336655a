package io.cosymesh.dsp.formant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

import io.cosymesh.dsp.PlainEspeak;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Regenerates {@code codebook.csv}: speaks three sentences in each of six languages with
 * plain espeak-ng, clusters the normalised cepstra of the voiced frames by k-means
 * (k-means++ seeding) and writes the centres. Run from an IDE, or with the test class
 * path as {@code java io.cosymesh.dsp.formant.CodebookTrainer
 * src/main/resources/io/cosymesh/dsp/formant/codebook.csv}.
 */
public final class CodebookTrainer {

	private static final int ENTRIES = 64;

	private static final int ROUNDS = 40;

	private static final long SEED = 1;

	private static final Map<String, List<String>> SENTENCES = Map.of("en-us",
			List.of("A yellow boat drifts slowly past the old stone bridge at noon.",
					"Could you tell me which of these roads leads to the harbour?",
					"She bought fresh apples, cheese and a loaf of brown bread."),
			"de",
			List.of("Am frühen Morgen liegt dichter Nebel über den Wiesen am Fluss.",
					"Könnten Sie mir bitte sagen, wann der nächste Zug nach Köln fährt?",
					"Meine Schwester backt jeden Sonntag einen großen Apfelkuchen."),
			"es",
			List.of("La vieja panadera abre su tienda antes de que salga el sol.",
					"¿Sabe usted a qué hora llega el próximo autobús al pueblo?",
					"Ayer compramos naranjas, queso y una botella de vino tinto."),
			"roa/fr",
			List.of("Le vieux pêcheur répare ses filets au bord de la rivière.",
					"Pourriez-vous m'indiquer où se trouve la gare la plus proche ?",
					"Ma cousine prépare une tarte aux pommes pour le dîner."),
			"it",
			List.of("Il vecchio faro guida le barche verso il piccolo porto.",
					"Mi può dire quando parte il prossimo treno per Bologna?",
					"Ogni domenica mia sorella prepara una torta di mele."),
			"ru",
			List.of("Старый рыбак чинит сети на берегу тихой реки.",
					"Скажите, пожалуйста, когда отправляется следующий поезд?",
					"Каждое воскресенье моя сестра печёт яблочный пирог."));

	private CodebookTrainer() {
	}

	public static void main(String[] arguments) throws IOException {
		List<double[]> frames = new ArrayList<>();
		for (String voice : SENTENCES.keySet().stream().sorted().toList()) {
			for (String sentence : SENTENCES.get(voice)) {
				frames.addAll(cepstra(PlainEspeak.speak(voice, sentence)));
			}
		}
		String table = Arrays.stream(cluster(frames))
			.map((entry) -> Arrays.stream(entry)
				.mapToObj((value) -> String.format(Locale.ROOT, "%.4f", value))
				.collect(Collectors.joining(",")))
			.collect(Collectors.joining("\n", "# Written by CodebookTrainer; see there.\n", "\n"));
		Files.writeString(Path.of(arguments[0]), table);
	}

	private static List<double[]> cepstra(float[] speech) {
		return Arrays
			.asList(Cepstra.of(Spectrogram.of(speech, PitchTracker.SAMPLE_RATE), PitchTracker.track(speech)).warped(1));
	}

	private static double[][] cluster(List<double[]> frames) {
		double[][] centres = seed(frames, RandomGeneratorFactory.of("L64X128MixRandom").create(SEED));
		for (int round = 0; round < ROUNDS; round++) {
			double[][] sums = new double[ENTRIES][Cepstra.COUNT];
			int[] counts = new int[ENTRIES];
			for (double[] frame : frames) {
				int nearest = nearest(centres, ENTRIES, frame);
				counts[nearest]++;
				for (int c = 0; c < frame.length; c++) {
					sums[nearest][c] += frame[c];
				}
			}
			for (int i = 0; i < ENTRIES; i++) {
				for (int c = 0; c < Cepstra.COUNT && counts[i] > 0; c++) {
					centres[i][c] = sums[i][c] / counts[i];
				}
			}
		}
		return centres;
	}

	private static double[][] seed(List<double[]> frames, RandomGenerator random) {
		double[][] centres = new double[ENTRIES][];
		centres[0] = frames.get(random.nextInt(frames.size())).clone();
		for (int chosen = 1; chosen < ENTRIES; chosen++) {
			double[][] soFar = centres;
			int count = chosen;
			double[] weights = frames.stream()
				.mapToDouble((frame) -> distance(frame, soFar[nearest(soFar, count, frame)]))
				.toArray();
			double remaining = random.nextDouble() * Arrays.stream(weights).sum();
			int pick = 0;
			while (pick < weights.length - 1 && remaining > weights[pick]) {
				remaining -= weights[pick++];
			}
			centres[chosen] = frames.get(pick).clone();
		}
		return centres;
	}

	private static int nearest(double[][] centres, int count, double[] frame) {
		int nearest = 0;
		for (int i = 1; i < count; i++) {
			if (distance(frame, centres[i]) < distance(frame, centres[nearest])) {
				nearest = i;
			}
		}
		return nearest;
	}

	private static double distance(double[] a, double[] b) {
		double sum = 0;
		for (int c = 0; c < a.length; c++) {
			sum += (a[c] - b[c]) * (a[c] - b[c]);
		}
		return sum;
	}

}
