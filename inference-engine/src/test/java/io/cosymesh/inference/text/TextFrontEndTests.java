package io.cosymesh.inference.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TextFrontEndTests {

	private static final TextFrontEnd FRONT_END = new TextFrontEnd();

	@Test
	void sentencesAreSplitWhereSpeakersBreathe() throws UnspeakableTextException {
		assertThat(sentences("Dr. Smith paid 3.14 dollars. \"Stop!\" Really?? Yes…", "en"))
			.containsExactly("Dr. Smith paid 3.14 dollars.", "\"Stop!\"", "Really??", "Yes…");
		assertThat(sentences("他说：“你好。”然后走了！真的？", null)).containsExactly("他说：“你好。”", "然后走了！", "真的？");
	}

	@Test
	void unfinishedSentenceIsEnded() throws UnspeakableTextException {
		assertThat(sentences("Hello there", "en")).containsExactly("Hello there.");
		assertThat(sentences("你好", "zh")).containsExactly("你好。");
	}

	@Test
	void longSentenceIsSplitAtItsCommas() throws UnspeakableTextException {
		String text = "这是一个很长很长的句子，".repeat(20) + "完了。";
		List<String> sentences = sentences(text, "zh");
		assertThat(sentences).hasSizeGreaterThan(2).allSatisfy((sentence) -> {
			assertThat(sentence.length()).isLessThanOrEqualTo(81);
			assertThat(sentence).containsPattern("[，。]$");
		});
		assertThat(String.join("", sentences)).isEqualTo(text);
	}

	@Test
	void textWithoutAnyPunctuationIsSplitToo() throws UnspeakableTextException {
		assertThat(sentences("word ".repeat(900), "en"))
			.allSatisfy((sentence) -> assertThat(sentence.length()).isLessThanOrEqualTo(241));
		assertThat(sentences("字".repeat(3000), "zh")).hasSizeGreaterThan(30);
	}

	@Test
	void lineBreaksJoinAndParagraphsSplit() throws UnspeakableTextException {
		assertThat(sentences("one line\nand another\n\nnext", "en")).containsExactly("one line and another.", "next.");
		assertThat(sentences("今天\n天气好", "zh")).containsExactly("今天天气好。");
	}

	@Test
	void tagsEmojiAndPhonemeBracketsAreNotRead() throws UnspeakableTextException {
		assertThat(sentences("<|endofprompt|>Hi [[h@]] <strong>there</strong> [breath] 😀👍🏽\u0007!", "en"))
			.containsExactly("Hi h@ there !");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?!", "😀", "[laughter]", "   ", "。。。" })
	void textWithNothingToSayIsRefused(String text) {
		assertThatExceptionOfType(UnspeakableTextException.class).isThrownBy(() -> FRONT_END.read(text, null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("text"));
	}

	@Test
	void unknownLanguageIsRefusedWithTheKnownOnes() {
		assertThatExceptionOfType(UnspeakableTextException.class).isThrownBy(() -> FRONT_END.read("nuqneH", "tlh"))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("language"))
			.withMessageContaining("en, en-GB, zh, yue");
	}

	@Test
	void textIsNotPrinted() throws UnspeakableTextException {
		assertThat(FRONT_END.read("my secret words", "en").toString()).doesNotContain("secret");
	}

	private static List<String> sentences(String text, String language) throws UnspeakableTextException {
		return FRONT_END.read(text, language).sentences();
	}

}
