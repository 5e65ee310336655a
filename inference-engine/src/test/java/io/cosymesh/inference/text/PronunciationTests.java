package io.cosymesh.inference.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PronunciationTests {

	private static final Pronunciation PRONUNCIATION = new Pronunciation();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			你好，我是深圳人。   | ni3 hao3, wo3 shi4 shen1 zhen4 ren2.
			他去银行睡觉。       | ta1 qu4 yin2 hang2 shui4 jiao4.
			音乐在重庆长大。     | yin1 yue4 zai4 chong2 qing4 zhang3 da4.
			銀行                 | yin2 hang2
			大王爱吃油炸的鱼     | da4 wang2 ai4 chi1 you2 zha2 de5 yu2
			炸鸡和炸弹           | zha2 ji1 he2 zha4 dan4
			女儿的绿色旅行       | nv3 er2 de5 lv4 se4 lv3 xing2
			""")
	void chineseIsReadWithTheReadingOfTheWord(String text, String pinyin) throws UnspeakableTextException {
		assertThat(read(text, Language.CHINESE)).isEqualTo(pinyin);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			不对   | bu2 dui4
			不好   | bu4 hao3
			好不好 | hao3 bu5 hao3
			一个   | yi2 ge4
			一天   | yi4 tian1
			第一名 | di4 yi1 ming2
			看一看 | kan4 yi5 kan4
			一百二十一 | yi4 bai3 er4 shi2 yi1
			""")
	void notAndOneChangeTheirTone(String text, String pinyin) throws UnspeakableTextException {
		assertThat(read(text, Language.CHINESE)).isEqualTo(pinyin);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2025年      | 二零二五年
			12:05       | 十二点零五分
			8:00        | 八点
			50.5%       | 百分之五十点五
			-5℃         | 负五摄氏度
			温度-5℃     | 温度负五摄氏度
			￥1,299.50  | 一千二百九十九点五零元
			1/2         | 二分之一
			2个         | 两个
			13800138000 | 幺三八零零幺三八零零零
			2005        | 二千零五
			5-6天       | 五到六天
			打110或者120 | 打幺幺零或者幺二零
			打120分     | 打一百二十分
			A1203       | A幺二零三
			QQ号12345   | QQ号幺二三四五
			192.168.1.1 | 一九二点一六八点一点一
			.5倍        | 零点五倍
			""")
	void chineseNumbersAreSaidAsPeopleSayThem(String text, String spelled) {
		assertThat(ChineseNumbers.spellOut(text)).isEqualTo(spelled);
	}

	@Test
	void pronunciationMarksReplaceTheCharacter() throws UnspeakableTextException {
		assertThat(read("报道[j][ǐ]予[nǚ]", Language.CHINESE)).isEqualTo("bao4 dao4 ji3 yu3 nv3");
		assertThat(read("[HH][AH0][L][OW1] world", Language.ENGLISH)).isEqualTo("[[h@l'oU]] world");
		assertThatExceptionOfType(UnspeakableTextException.class).isThrownBy(() -> read("[XX] y", Language.ENGLISH));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			これは私の声です。 | コレワ ワタシノ コエデス。
			今日は東京へ行きます。 | キョーワ トーキョーエ イキマス。
			2025年 | ニセンニジューゴネン
			""")
	void japaneseIsReadInKatakana(String text, String kana) throws UnspeakableTextException {
		assertThat(read(text, Language.JAPANESE)).isEqualTo(kana);
	}

	@Test
	void englishWordsInChineseAreReadAsEnglish() {
		assertThat(Phrase.split("我用 iPhone 15 打电话。", Language.CHINESE)).containsExactly(
				new Phrase(Language.CHINESE, "我用"), new Phrase(Language.ENGLISH, "iPhone"),
				new Phrase(Language.CHINESE, "15 打电话。"));
		assertThat(Phrase.split("Hello, New York 很大", Language.CHINESE)).extracting(Phrase::text)
			.containsExactly("Hello, New York", "很大");
	}

	@Test
	void chineseWordsInEnglishAreReadAsChinese() {
		assertThat(Phrase.split("Say 你好 to all.", Language.ENGLISH)).extracting(Phrase::language)
			.containsExactly(Language.ENGLISH, Language.CHINESE, Language.ENGLISH);
	}

	@Test
	void pronunciationMarksStayInTheirLanguage() {
		assertThat(Phrase.split("报道[zh][ǐ]予好评", Language.CHINESE)).hasSize(1);
	}

	@Test
	void otherLanguagesAreReadAsWritten() throws UnspeakableTextException {
		assertThat(read("Grüß Gott, 3 Äpfel!", Language.GERMAN)).isEqualTo("Grüß Gott, 3 Äpfel!");
		assertThat(List.of(Phrase.split("Grüß Gott, 3 Äpfel!", Language.GERMAN))).hasSize(1);
	}

	private static String read(String text, Language language) throws UnspeakableTextException {
		return PRONUNCIATION.of(new Phrase(language, text));
	}

}
