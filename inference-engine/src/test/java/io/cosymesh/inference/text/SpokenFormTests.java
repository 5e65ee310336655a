package io.cosymesh.inference.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpokenFormTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			我的电话是13812345678。   | 我的电话是幺三八幺二三四五六七八。
			请拨打110或010-12345678。 | 请拨打幺幺零或零幺零幺二三四五六七八。
			2024年3月15日             | 二零二四年三月十五日
			2024-03-15                | 二零二四年三月十五日
			2019-2024年               | 二零一九到二零二四年
			下午3:30                  | 下午三点三十分
			2:00                      | 两点
			优惠50%                   | 优惠百分之五十
			涨了5%-10%                | 涨了百分之五到百分之十
			时速80km/h                | 时速八十公里
			重5kg，面积12m²           | 重五千克，面积十二平方米
			体积3m³                   | 体积三立方米
			￥3.50和$20万             | 三点五零元和二十万美元
			比分3:2                   | 比分三比二
			第2个，2个                | 第二个，两个
			3~5人，$5-10              | 三到五人，五到十美元
			10:30-11:30，90后，2斤    | 十点三十分到十一点三十分，九零后，两斤
			GPT-4                     | GPT-四
			1,234.5                   | 一千二百三十四点五
			1000000人，13800138000    | 一百万人，幺三八零零幺三八零零零
			""")
	void chineseIsSpelledOut(String text, String spoken) {
		assertThat(SpokenForm.of(text, Language.CHINESE)).isEqualTo(spoken);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
							1000000 times, not 5550199 | one million times, not five five five zero one nine nine
							He was born in 1984.       | He was born in nineteen eighty-four.
							since 2005 and 2024        | since two thousand five and twenty twenty-four
							the 1980s                  | the nineteen eighties
							Call 555-0199 now.         | Call five five five, zero one nine nine now.
							+1 (555) 123-4567          | plus one, five five five, one two three, four five six seven
							$3.50 for 1 coffee         | three dollars fifty cents for one coffee
							£2.99 or €1                | two pounds ninety-nine pence or one euro
							$5 million, $5-10          | five million dollars, five to ten dollars
					$1,299.00 or 1500 meters   | one thousand two hundred ninety-nine dollars or fifteen hundred meters
					10:30-11:30                | ten thirty to eleven thirty
					ISBN 978-3-16-148410-0     | ISBN nine seven eight, three, one six, one four eight four one zero, zero
							the 3rd and the 21st       | the third and the twenty-first
							May 3, 2024                | May third, twenty twenty-four
							2024-03-15                 | March fifteenth, twenty twenty-four
							3/15/2024                  | March fifteenth, twenty twenty-four
							at 3:30 pm or 9:00         | at three thirty P M or nine o'clock
							50% of 1,234,567.89        | fifty percent of one million two hundred thirty-four thousand five hundred sixty-seven point eight nine
							60 km/h, 5 kg and 25°C     | sixty kilometers per hour, five kilograms and twenty-five degrees Celsius
							12 m² and 3 m³             | twelve square meters and three cubic meters
							5-6 people, 1939-1945      | five to six people, nineteen thirty-nine to nineteen forty-five
							3/4 and 1/2 and ⅔          | three quarters and one half and two thirds
							-5 and 0.05 and 007        | minus five and zero point zero five and zero zero seven
							MP3 and version 2.0.1      | MP three and version two point zero point one
							""")
	void englishIsSpelledOut(String text, String spoken) {
		assertThat(SpokenForm.of(text, Language.ENGLISH)).isEqualTo(spoken);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					de | Am 3. Mai 1984 um 15:30 Uhr  | Am dritten Mai neunzehnhundertvierundachtzig um fünfzehn Uhr dreißig
					de | 1.234,56 und 3,50 €          | eintausendzweihundertvierunddreißig Komma fünf sechs und drei Euro fünfzig
					de | 3/4, 5-6 Leute, 50 %, -5 °C  | drei Viertel, fünf bis sechs Leute, fünfzig Prozent, minus fünf Grad Celsius
					de | Für 1 Euro, der 1. Januar    | Für ein Euro, der erste Januar
					fr | Le 1er mai à 15h30           | Le premier mai à quinze heures trente
					fr | 10 000 personnes, 3,50 €     | dix mille personnes, trois euros cinquante
					fr | 80 km/h, 2e étage            | quatre-vingts kilomètres par heure, deuxième étage
					es | El 15 de marzo, 3,50 €       | El quince de marzo, tres euros con cincuenta
					it | Il 3º piano, 3,14            | Il terzo piano, tre virgola uno quattro
					ru | 15 марта 2024 г., 80 км/ч    | пятнадцатого марта две тысячи двадцать четвертого года, восемьдесят километров в час
					ja | 2024年3月15日3:30、50%       | 二千二十四年三月十五日三時三十分、五十パーセント
					ja | 090-1234-5678、-5℃          | ゼロキューゼロ、イチニサンヨン、ゴロクナナハチ、マイナス摂氏五度
					ja | ¥500、5〜6人、1/2            | 五百円、五から六人、二分の一
					ko | 6월 15일 3:30, 3명, 20살     | 유월 십오일 세시 삼십분, 세명, 스무살
					ko | 010-1234-5678, 50%, ₩5000   | 공일공, 일이삼사, 오육칠팔, 오십퍼센트, 오천 원
					nl | 3 appels en 50%              | 3 appels en 50%
					""")
	void eachLanguageIsSpelledInItsOwnWords(String tag, String text, String spoken) {
		assertThat(SpokenForm.of(text, Language.tagged(tag).orElseThrow())).isEqualTo(spoken);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			你好 世界         | 你好世界
			我用 New York 票  | 我用New York票
			他 - 我           | 他，我
			（注）【重】`码`  | 注重码
			他——来了          | 他 来了
			结束.             | 结束。
			用Node.js写       | 用Node.js写
			3m²               | 三平方米
			""")
	void chineseIsCleanedAsCosyVoiceDoes(String text, String spoken) {
		assertThat(SpokenForm.of(text, Language.CHINESE)).isEqualTo(spoken);
	}

	@Test
	void tagsAreNotSpelled() {
		assertThat(SpokenForm.of("[AH0][L] has 3.", Language.ENGLISH)).isEqualTo("[AH0][L] has three.");
		assertThat(SpokenForm.of("[OW1]有3个[j][ǐ]。", Language.CHINESE)).isEqualTo("[OW1]有三个[j][ǐ]。");
	}

}
