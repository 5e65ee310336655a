package io.cosymesh.inference.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Readings of polyphones that follow from what stands around them, read from
 * {@code polyphones.txt}, and 地 after an adjective or a doubled syllable. They go before
 * HanLP's dictionary.
 */
final class PolyphoneRules {

	private static final String RESOURCE = "polyphones.txt";

	private static final Set<Nature> ADVERBIAL = Set.of(Nature.a, Nature.ad, Nature.d, Nature.z, Nature.i, Nature.l);

	/** With these 地 makes a noun. */
	private static final String NOUNS_OF_EARTH = "方区球址图铁震位点面板主理步毯形产带段块标瓜的";

	private final List<Rule> rules;

	private PolyphoneRules(List<Rule> rules) {
		this.rules = rules;
	}

	static PolyphoneRules read() {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(
				Objects.requireNonNull(PolyphoneRules.class.getResourceAsStream(RESOURCE)), StandardCharsets.UTF_8))) {
			return new PolyphoneRules(lines.lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map(Rule::parse)
				.toList()
				.reversed());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds readings.
	 * @param text simplified Chinese
	 * @return pinyin with a tone number for each character, or nothing where no rule
	 * applies
	 */
	@Nullable String[] readings(String text) {
		@Nullable String[] readings = new @Nullable String[text.length()];
		for (Rule rule : this.rules) {
			rule.apply(text, readings);
		}
		for (int i = text.indexOf('地'); i >= 0; i = text.indexOf('地', i + 1)) {
			if (isAdverbial(text, i)) {
				readings[i] = "de5";
			}
		}
		return readings;
	}

	private static boolean isAdverbial(String text, int earth) {
		boolean goesOn = earth + 1 < text.length() && Character.isIdeographic(text.charAt(earth + 1))
				&& NOUNS_OF_EARTH.indexOf(text.charAt(earth + 1)) < 0;
		return goesOn
				&& (isDoubled(text, earth - 1) || isAdverb(text, earth - 2, earth) || isAdverb(text, earth - 4, earth));
	}

	private static boolean isDoubled(String text, int i) {
		return i > 0 && Character.isIdeographic(text.charAt(i)) && text.charAt(i) == text.charAt(i - 1);
	}

	private static boolean isAdverb(String text, int begin, int end) {
		CoreDictionary.Attribute word = (begin >= 0) ? CoreDictionary.get(text.substring(begin, end)) : null;
		return word != null && ADVERBIAL.contains(word.nature[0]);
	}

	/**
	 * A line of the resource.
	 *
	 * @param context where it applies
	 * @param readings readings of the last characters of what is found
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Rule(Pattern context, String[] readings) {

		static Rule parse(String line) {
			String[] sides = line.split(" = ", 2);
			return new Rule(Pattern.compile(sides[0]), sides[1].split(" ", -1));
		}

		void apply(String text, @Nullable String[] all) {
			Matcher found = this.context.matcher(text);
			while (found.find()) {
				int begin = found.end() - this.readings.length;
				System.arraycopy(this.readings, 0, all, begin, this.readings.length);
			}
		}

	}

}
