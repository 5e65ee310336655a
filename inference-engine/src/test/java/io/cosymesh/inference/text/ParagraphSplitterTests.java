package io.cosymesh.inference.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParagraphSplitterTests {

	@Test
	void piecesAreSixtyToEightyLong() {
		String text = "我们今天去公园散步，然后回家吃饭。".repeat(20);
		List<String> pieces = ParagraphSplitter.split(text, Language.CHINESE);
		assertThat(pieces).hasSize(5).allSatisfy((piece) -> assertThat(piece).hasSizeBetween(60, 80).endsWith("。"));
		assertThat(String.join("", pieces)).isEqualTo(text);
	}

	@Test
	void sentenceWithoutTerminatorMayBeLonger() {
		assertThat(ParagraphSplitter.split("字".repeat(200), Language.CHINESE)).containsExactly("字".repeat(200) + "。");
	}

	@Test
	void shortEndJoinsWhatIsBefore() {
		assertThat(ParagraphSplitter.split("字".repeat(70) + "。" + "尾".repeat(15) + "。", Language.CHINESE)).hasSize(1);
		assertThat(ParagraphSplitter.split("字".repeat(70) + "。" + "尾".repeat(25) + "。", Language.CHINESE)).hasSize(2);
	}

	@Test
	void quotationMarkStaysWithItsSentence() {
		assertThat(ParagraphSplitter.split("他说：“" + "好".repeat(70) + "！”" + "然".repeat(30) + "。", Language.CHINESE))
			.satisfiesExactly((first) -> assertThat(first).endsWith("！”"),
					(second) -> assertThat(second).startsWith("然"));
	}

	@Test
	void unfinishedTextIsEnded() {
		assertThat(ParagraphSplitter.split("你好，，", Language.CHINESE)).containsExactly("你好。");
		assertThat(ParagraphSplitter.split("Hello", Language.ENGLISH)).containsExactly("Hello.");
		assertThat(ParagraphSplitter.split("\"Hello.\"", Language.ENGLISH)).containsExactly("\"Hello.\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\"", "。”", "”。", "?!\"", "...", "，", "。”。”", "\n" })
	void nothingToSayIsNoPiece(String text) {
		assertThat(ParagraphSplitter.split(text, Language.CHINESE)).isEmpty();
		assertThat(ParagraphSplitter.split(text, Language.ENGLISH)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "。”你好 ", "\"Hello \" ", ".\"Hi" })
	void quotationMarkMayComeFirst(String text) {
		assertThat(ParagraphSplitter.split(text, Language.CHINESE)).hasSize(1);
		assertThat(ParagraphSplitter.split(text, Language.ENGLISH)).hasSize(1);
	}

}
