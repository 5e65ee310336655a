package io.cosymesh.inference.text;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every text; the texts are random, the same in each run.
 */
class TextPropertiesTests {

	private static final int TEXTS = 300;

	private static final List<String> PIECES = List.of("。", "！", "？", "；", "，", "、", ".", "!", "?", ";", ":", "\"", "”",
			"“", "'", " ", "  ", "\n", "\n\n", "-", "——", " - ", "（", "）", "[", "]", "[j][ǐ]", "[HH][AH0]", "<", ">",
			"%", "$", "€", "¥", "/", ",", "3", "0", "12", "1984", "2024-03-15", "3:30", "13812345678", "1/2", "5-6",
			"km/h", "kg", "m²", "²", "°C", "th", "年", "月", "个", "你好", "银行", "得", "地", "着", "不", "一", "Hello", "word",
			"Dr.", "Node.js", "GPT-4", "über", "été", "мир", "г.", "こんにちは", "東京", "ー", "안녕", "3시", "😀", "\uD83D",
			"\u0301", "\u00A0", "\u202F", "〇", "幺", "½", "〜", "ⅷ", "٣", "１２", "+", "(", ")", "#");

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en", "ja", "de" })
	void splittingLosesAndReordersNothing(String tag) {
		Language language = Language.tagged(tag).orElseThrow();
		random(7).forEach((text) -> {
			String clean = TextCleaner.clean(text);
			String sentences = String.join("", SentenceSplitter.split(clean, language));
			assertThat(letters(sentences)).isEqualTo(letters(clean));
			String pieces = String.join("", ParagraphSplitter.split(clean, language));
			assertThat(letters(pieces)).isEqualTo(letters(clean));
		});
	}

	@ParameterizedTest
	@EnumSource(Language.class)
	void everyTextHasASpokenForm(Language language) {
		random(language.ordinal()).forEach((text) -> {
			String clean = TextCleaner.clean(text);
			String spoken = SpokenForm.of(clean, language);
			assertThat(tags(spoken)).isEqualTo(tags(clean));
			String runs = Phrase.split(spoken, language).stream().map(Phrase::text).collect(Collectors.joining());
			assertThat(letters(runs)).isEqualTo(letters(spoken));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "zh", "yue", "en", "ja", "ko", "de", "fr", "es", "it", "ru" })
	void noDigitIsLeftToBeReadInAnotherLanguage(String tag) {
		Language language = Language.tagged(tag).orElseThrow();
		random(99).forEach(
				(text) -> assertThat(SpokenForm.of(TextCleaner.clean(text), language).replaceAll("\\[[^\\[\\]]*]", ""))
					.doesNotContainPattern("[0-9]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en", "ja", "ko" })
	void everyTextIsReadOrRefused(String tag) {
		Language language = Language.tagged(tag).orElseThrow();
		TextFrontEnd frontEnd = new TextFrontEnd();
		Pronunciation pronunciation = new Pronunciation();
		random(13).forEach((text) -> {
			try {
				for (String sentence : frontEnd.read(text, tag).sentences()) {
					for (Phrase phrase : Phrase.split(SpokenForm.of(sentence, language), language)) {
						assertThat(pronunciation.of(phrase)).isNotNull();
					}
				}
			}
			catch (UnspeakableTextException ex) {
				assertThat(ex.field()).isEqualTo("text");
			}
		});
	}

	private static List<String> random(long seed) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		return IntStream.range(0, TEXTS)
			.mapToObj((i) -> IntStream.range(0, random.nextInt(1, 40))
				.mapToObj((k) -> PIECES.get(random.nextInt(PIECES.size())))
				.collect(Collectors.joining()))
			.toList();
	}

	private static String letters(String text) {
		return text.codePoints()
			.filter(Character::isLetterOrDigit)
			.mapToObj(Character::toString)
			.collect(Collectors.joining());
	}

	private static List<String> tags(String text) {
		return Pattern.compile("\\[(?:j|ǐ|HH|AH0)]").matcher(text).results().map((tag) -> tag.group()).toList();
	}

}
