package io.cosymesh.inference.text;

import java.text.Normalizer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PronunciationTagTests {

	@ParameterizedTest
	@CsvSource({ "HH,PHONEME", "AH0,PHONEME", "OW1,PHONEME", "ER,PHONEME", "j,INITIAL", "zh,INITIAL", "y,INITIAL",
			"ǐ,FINAL", "ér,FINAL", "uāng,FINAL", "iǔ,FINAL", "òu,FINAL", "uì,FINAL", "ǚ,FINAL", "vè,FINAL", "e,FINAL" })
	void tagOfTheListIsKnown(String content, PronunciationTag kind) {
		assertThat(PronunciationTag.of(content)).contains(kind);
		assertThat(PronunciationTag.of(Normalizer.normalize(content, Normalizer.Form.NFD))).contains(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "XX", "HH1", "AH3", "hh", "ji", "jǐ", "nǚ", "ü", "v", "ēr", "breath", "iǒu", "", "A" })
	void anyOtherIsNone(String content) {
		assertThat(PronunciationTag.of(content)).isEmpty();
	}

	@Test
	void listHasAsManyTagsAsTheModelKnows() {
		assertThat(all(3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ012")).hasSize(84);
		assertThat(all(2, "bcdfghjklmnpqrstvwxyz")
			.filter((tag) -> PronunciationTag.of(tag).filter(PronunciationTag.INITIAL::equals).isPresent()))
			.hasSize(23);
		assertThat(all(4, "aāáǎàeēéěèiīíǐìoōóǒòuūúǔùvǘǚǜngr")
			.filter((tag) -> PronunciationTag.of(tag).filter(PronunciationTag.FINAL::equals).isPresent()))
			.hasSize(176 - 23);
	}

	private static Stream<String> all(int longest, String letters) {
		Stream<String> words = Stream.of("");
		for (int i = 0; i < longest; i++) {
			words = words.flatMap((word) -> Stream.concat(Stream.of(word),
					IntStream.range(0, letters.length()).mapToObj((k) -> word + letters.charAt(k))));
		}
		return words.distinct().filter((word) -> PronunciationTag.of(word).isPresent());
	}

}
