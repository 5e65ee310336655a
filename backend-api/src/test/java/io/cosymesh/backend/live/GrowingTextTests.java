package io.cosymesh.backend.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class GrowingTextTests {

	static Stream<Arguments> texts() {
		return Stream.of(arguments("First one. Second one. Third", List.of("First one.", "Second one.", "Third")),
				arguments("你好。今天天气很好！是吗？", List.of("你好。", "今天天气很好！", "是吗？")),
				arguments("他说：“走吧。”然后走了。", List.of("他说：“走吧。", "然后走了。")),
				arguments("甲很好；乙也很好。", List.of("甲很好；", "乙也很好。")),
				arguments("It costs 3.5 dollars. Buy it!", List.of("It costs 3.5 dollars.", "Buy it!")),
				arguments("圆周率是3.14。完。", List.of("圆周率是3.14。", "完。")),
				arguments("Dr. Smith met Mrs. Jones. They talked.",
						List.of("Dr. Smith met Mrs. Jones.", "They talked.")),
				arguments("Use Node.js or a?b=c;d here. Done.", List.of("Use Node.js or a?b=c;d here.", "Done.")),
				arguments("Well... maybe. Wait... What?", List.of("Well... maybe.", "Wait...", "What?")),
				arguments("嗯……好吧。走！！！", List.of("嗯……好吧。", "走！")),
				arguments("\"Hello!\" he said. \"Bye.\" She left.",
						List.of("Hello!\"", "he said.", "Bye.\"", "She left.")),
				arguments("Title\n\nFirst line\nSecond", List.of("Title", "First line", "Second")),
				arguments("1. Apples are red. 2. Pears are not.", List.of("1. Apples are red.", "2. Pears are not.")),
				arguments("Really?! Yes. 🙂 Good.", List.of("Really?!", "Yes.", "🙂 Good.")),
				arguments("Listen [pause:0.5s] now. Go.", List.of("Listen [pause:0.5s] now.", "Go.")),
				arguments(" … ?! \n ", List.of()));
	}

	@ParameterizedTest
	@MethodSource("texts")
	void sentencesAreTheSameHoweverTheTextIsCut(String text, List<String> sentences) {
		assertThat(split(text, text.length())).isEqualTo(sentences);
		assertThat(split(text, 1)).isEqualTo(sentences);
		assertThat(split(text, 3)).isEqualTo(sentences);
	}

	@Test
	void sentenceOfChineseIsKnownWithItsLastCharacter() {
		assertThat(new GrowingText("zh").add("你好。")).containsExactly("你好。");
	}

	@Test
	void sentenceOfEnglishIsKnownWithTheLetterAfterIt() {
		GrowingText text = new GrowingText("en");
		assertThat(text.add("Hello there. ")).isEmpty();
		assertThat(text.add("T")).containsExactly("Hello there.");
		assertThat(text.length()).isEqualTo(1);
	}

	@Test
	void lineEndIsASentenceEndAtOnce() {
		assertThat(new GrowingText("en").add("Hello there.\n")).containsExactly("Hello there.");
	}

	@Test
	void abbreviationsAreThoseOfTheLanguage() {
		assertThat(split("Das gilt z.B. Hier nicht. Ende", 1, "de")).containsExactly("Das gilt z.B. Hier nicht.",
				"Ende");
	}

	@Test
	void sentenceWithoutEndIsCutAtAClause() {
		String clause = "and then they went on and on without an end in sight, ";
		List<String> pieces = split(clause.repeat(10), 7);
		assertThat(pieces).hasSizeGreaterThan(2).allSatisfy((piece) -> {
			assertThat(piece.length()).isLessThanOrEqualTo(240);
			assertThat(piece).endsWith(",");
		});
		assertThat(String.join(" ", pieces)).isEqualTo(clause.repeat(10).strip());
	}

	@Test
	void chineseWithoutEndIsCutAtAThirdOfThat() {
		List<String> pieces = split("一直走下去没有尽头".repeat(40), 4);
		assertThat(pieces).allSatisfy((piece) -> assertThat(piece.length()).isLessThanOrEqualTo(81));
		assertThat(String.join("", pieces)).isEqualTo("一直走下去没有尽头".repeat(40));
	}

	@Test
	void pairOfSurrogatesIsNotCut() {
		String pieces = String.join("", split("𠮷".repeat(400), 5));
		assertThat(pieces).isEqualTo("𠮷".repeat(400));
		assertThat(split("𠮷".repeat(400), 5))
			.allSatisfy((piece) -> assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse());
	}

	@Test
	void whateverComesTheCutsMakeNoDifferenceAndNoWordIsLost() {
		Random random = new Random(7);
		String alphabet = "ab.C. 3!?;,。，！\n\"”)[]<>…好";
		for (int round = 0; round < 300; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = 0; i < 400; i++) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			List<String> whole = split(text.toString(), text.length());
			assertThat(split(text.toString(), 1 + random.nextInt(9))).isEqualTo(whole);
			assertThat(words(String.join("", whole))).isEqualTo(words(text.toString()));
		}
	}

	@Test
	void textIsNotPrinted() {
		GrowingText text = new GrowingText(null);
		text.add("secret");
		assertThat(text).hasToString("GrowingText[6 chars]");
	}

	private static String words(String text) {
		return text.replaceAll("[^\\p{L}\\p{N}]", "");
	}

	private static List<String> split(String text, int size) {
		return split(text, size, null);
	}

	private static List<String> split(String text, int size, String language) {
		GrowingText growing = new GrowingText(language);
		List<String> sentences = new ArrayList<>();
		for (int start = 0; start < text.length(); start += size) {
			sentences.addAll(growing.add(text.substring(start, Math.min(text.length(), start + size))));
		}
		growing.finish().ifPresent(sentences::add);
		return sentences;
	}

}
