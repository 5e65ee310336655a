package io.cosymesh.inference.text;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.contracts.inference.PronunciationEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DictionaryTests {

	@Test
	void wordIsSaidAsItsReadingSays() throws UnspeakableTextException {
		Dictionary dictionary = dictionary("SQL", "sequel", "给予", "[j][ǐ]予", "hello", "[HH][AH0][L][OW1]");
		assertThat(dictionary.apply("SQL给予好评, Hello!")).isEqualTo("sequel[j][ǐ]予好评, [HH][AH0][L][OW1]!");
	}

	@Test
	void longestWordWins() throws UnspeakableTextException {
		assertThat(dictionary("New", "a", "New York", "b", "重庆", "c", "重庆路", "d").apply("New York, New 重庆路 重庆"))
			.isEqualTo("b, a d c");
	}

	@Test
	void wordInLettersIsFoundAsAWholeOnly() throws UnspeakableTextException {
		Dictionary dictionary = dictionary("cat", "dog", "GPT", "g p t", "카카오", "ka", "行", "x");
		assertThat(dictionary.apply("cats concat cat, Cat 我用GPT写 GPTs 카카오는 银行"))
			.isEqualTo("cats concat dog, dog 我用g p t写 GPTs ka는 银x");
	}

	@Test
	void wordWithCapitalsIsFoundInItsOwnCaseOnly() throws UnspeakableTextException {
		assertThat(dictionary("US", "United States").apply("US to us")).isEqualTo("United States to us");
	}

	@Test
	void tagsAndMarkupAreNoWords() throws UnspeakableTextException {
		assertThat(dictionary("n", "x", "strong", "y").apply("[n][ǐ] <strong>n</strong>"))
			.isEqualTo("[n][ǐ] <strong>x</strong>");
	}

	@Test
	void readingIsTakenLiterally() throws UnspeakableTextException {
		assertThat(dictionary("a.b", "$1\\").apply("a.b axb")).isEqualTo("$1\\ axb");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''     | x        | pronunciations[1].word    | pronunciation-missing
			w      | ' '      | pronunciations[1].reading | pronunciation-missing
			w      | [HH][Q]  | pronunciations[1].reading | tag-unknown
			w      | [breath] | pronunciations[1].reading | tag-unknown
			w      | [j]      | pronunciations[1].reading | tag-unknown
			first  | again    | pronunciations[1].word    | pronunciation-twice
			a[b]   | x        | pronunciations[1]         | pronunciation-with-markup
			w      | <b>x</b> | pronunciations[1]         | pronunciation-with-markup
			""")
	void entryThatCannotBeFollowedIsNamed(String word, String reading, String field, String type) {
		assertThatExceptionOfType(UnspeakableTextException.class)
			.isThrownBy(() -> dictionary("first", "x", word, reading))
			.satisfies((ex) -> {
				assertThat(ex.field()).isEqualTo(field);
				assertThat(ex.type()).isEqualTo(type);
			});
	}

	@Test
	void sizesAreBounded() throws UnspeakableTextException {
		assertRefused("pronunciations[0].word", entry("w".repeat(65), "x"));
		assertRefused("pronunciations[0].reading", entry("w", "x".repeat(257)));
		PronunciationEntry[] many = IntStream.range(0, 1_000)
			.mapToObj((i) -> entry("word" + i, "x"))
			.toArray(PronunciationEntry[]::new);
		assertThat(Dictionary.of(List.of(many)).apply("word999 word7")).isEqualTo("x x");
		assertThatExceptionOfType(UnspeakableTextException.class)
			.isThrownBy(() -> Dictionary.of(Collections.nCopies(1_001, entry("w", "x"))))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("pronunciations-too-many"));
	}

	@Test
	void wordsAreNotPrinted() throws UnspeakableTextException {
		assertThat(dictionary("secret", "hidden").toString()).isEqualTo("Dictionary[1 words]");
	}

	private static void assertRefused(String field, PronunciationEntry entry) {
		assertThatExceptionOfType(UnspeakableTextException.class).isThrownBy(() -> Dictionary.of(List.of(entry)))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(field));
	}

	private static PronunciationEntry entry(String word, String reading) {
		return new PronunciationEntry(word, reading);
	}

	private static Dictionary dictionary(String... pairs) throws UnspeakableTextException {
		return Dictionary
			.of(IntStream.range(0, pairs.length / 2).mapToObj((i) -> entry(pairs[2 * i], pairs[2 * i + 1])).toList());
	}

}
