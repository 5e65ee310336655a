package io.cosymesh.inference.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.cosymesh.dsp.signal.Statistics;

/**
 * Says what was measured as a page of Markdown.
 *
 * @param imitations speakers and how like them the voices are
 * @param words word errors per voice; plain espeak-ng's under {@code plain}
 * @param speakers number of speakers a voice could be taken for
 * @param speed how quick the voices are
 * @param machine what was measured on
 */
record VoiceReport(List<Imitation> imitations, Map<String, WordErrors> words, int speakers, Speed speed,
		Machine machine) {

	private static final String PLAIN = "plain";

	VoiceReport {
		words = new TreeMap<>(words);
	}

	String markdown() {
		return """
				# Voices of the embedded engine, %s

				espeak-ng %s; Java %s; %d processors of %s, of which the speed used one.
				%d real speakers from Debian's sound packages, %d of them imitated from the first four seconds of what they say,
				in two sentences of their language that nothing was fitted on. Recognised against what else the speakers say.
				How far formants and colours move was once chosen on one of the speakers, allison.
				Nobody listened: every figure is acoustic, and "speaker" includes the line they were recorded over.

				| measure | real prompt | plain espeak-ng | embedded engine | target |
				|---|---|---|---|---|
				%s%s
				## Speaker by speaker

				Pitch error in semitones, distance to the prompt in dB, place in the recognition.

				| speaker | plain | embedded | plain | embedded | plain | embedded |
				|---|---|---|---|---|---|---|
				%s
				## English words

				%d words in %d voices; pocketsphinx may put any of the sentences' words after any other.

				| voice | word errors |
				|---|---|
				%s"""
			.formatted(this.machine.date(), this.machine.espeak(), this.machine.java(), this.machine.processors(),
					this.machine.processor(), this.speakers, this.imitations.size(), likeness(), quickness(),
					bySpeaker(), plainWords().words(), this.words.size() - 1, byVoice());
	}

	private String likeness() {
		return row("pitch error, median", "≤ 0.5 st", "%.2f st", (of) -> median(of, Likeness::pitchError))
				+ row("pitch error, mean", "", "%.2f st", (of) -> mean(of, Likeness::pitchError))
				+ row("pitch range error, mean", "", "%.2f st", (of) -> mean(of, Likeness::rangeError))
				+ row("spectrum to the prompt, mean", "≤ 2.8 dB", "%.2f dB", (of) -> mean(of, Likeness::promptDistance))
				+ row("spectrum to the prompt, median", "", "%.2f dB", (of) -> median(of, Likeness::promptDistance))
				+ row("spectrum to other speech, mean", "", "%.2f dB", (of) -> mean(of, Likeness::otherDistance))
				+ row("recognised first", "≥ 45 %", "%.0f %%", (of) -> share(of, Likeness::rank, 1))
				+ row("recognised among three", "≥ 75 %", "%.0f %%", (of) -> share(of, Likeness::rank, 3))
				+ row("place, mean", "", "%.1f", (of) -> mean(of, Likeness::rank))
				+ row("recognised first, without pitch", "", "%.0f %%", (of) -> share(of, Likeness::spectralRank, 1))
				+ row("recognised among three, without pitch", "", "%.0f %%",
						(of) -> share(of, Likeness::spectralRank, 3));
	}

	private String quickness() {
		WordErrors ours = this.words.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals(PLAIN))
			.map(Map.Entry::getValue)
			.reduce(WordErrors.NONE, WordErrors::plus);
		return line("English word errors", number("%.1f %%", plainWords().percent()), number("%.1f %%", ours.percent()),
				"no more than plain")
				+ line("first audio of a short sentence, median", number("%.0f ms", this.speed.plainMillis()),
						number("%.0f ms", this.speed.firstAudioMillis()), "≤ 100 ms")
				+ line("first audio of a short sentence, 95th percentile", "",
						number("%.0f ms", this.speed.firstAudioMillisSlow()), "")
				+ line("first audio in a new voice, median", "", number("%.0f ms", this.speed.newVoiceMillis()), "")
				+ line("real-time factor, processor time", number("%.3f", this.speed.plainRealTimeFactor()),
						number("%.3f", this.speed.realTimeFactor()), "< 0.05");
	}

	private static String line(String name, String plain, String ours, String target) {
		return "| %s | | %s | %s | %s |\n".formatted(name, plain, ours, target);
	}

	private WordErrors plainWords() {
		return this.words.getOrDefault(PLAIN, WordErrors.NONE);
	}

	private String bySpeaker() {
		StringBuilder rows = new StringBuilder();
		for (Imitation imitation : this.imitations) {
			rows.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.1f | %d | %d |\n",
					imitation.speaker().source().name(), imitation.plain().pitchError(), imitation.ours().pitchError(),
					imitation.plain().promptDistance(), imitation.ours().promptDistance(), imitation.plain().rank(),
					imitation.ours().rank()));
		}
		return rows.toString();
	}

	private String byVoice() {
		StringBuilder rows = new StringBuilder();
		this.words.forEach((voice, errors) -> rows
			.append(String.format(Locale.ROOT, "| %s | %.1f %% |\n", voice, errors.percent())));
		return rows.toString();
	}

	private String row(String name, String target, String format,
			ToDoubleFunction<Function<Imitation, Likeness>> measure) {
		return "| %s | %s | %s | %s | %s |\n".formatted(name, number(format, measure.applyAsDouble(Imitation::real)),
				number(format, measure.applyAsDouble(Imitation::plain)),
				number(format, measure.applyAsDouble(Imitation::ours)), target);
	}

	private double median(Function<Imitation, Likeness> of, ToDoubleFunction<Likeness> measure) {
		return Statistics.median(values(of, measure));
	}

	private double mean(Function<Imitation, Likeness> of, ToDoubleFunction<Likeness> measure) {
		double sum = 0;
		for (double value : values(of, measure)) {
			sum += value / this.imitations.size();
		}
		return sum;
	}

	private double share(Function<Imitation, Likeness> of, ToDoubleFunction<Likeness> rank, int highest) {
		return 100.0
				* this.imitations.stream().map(of).filter((likeness) -> rank.applyAsDouble(likeness) <= highest).count()
				/ this.imitations.size();
	}

	private double[] values(Function<Imitation, Likeness> of, ToDoubleFunction<Likeness> measure) {
		return this.imitations.stream().map(of).mapToDouble(measure).toArray();
	}

	private static String number(String format, double value) {
		return String.format(Locale.ROOT, format, value);
	}

}
