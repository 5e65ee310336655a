package io.cosymesh.inference.cosyvoice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlausibleLengthTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Hello.                                                       | 0.6
			希望你以后能够做的比我还好呦。                                 | 3.5
			And then later on, fully acquiring that company.             | 3.2
			2026年1月15日，电话是13812345678。                            | 7
			オハヨウ ゴザイマス。                                          | 1.3
			안녕하세요. 만나서 반갑습니다.                                   | 2.2
			""")
	void ordinarySpeechIsPlausible(String text, double seconds) {
		PlausibleLength length = PlausibleLength.of(text, 1);
		assertThat(seconds).isBetween(2 * length.shortestSeconds(), length.longestSeconds() / 1.5);
	}

	@Test
	void speedScalesBothBounds() {
		PlausibleLength plain = PlausibleLength.of("Hello there.", 1);
		PlausibleLength fast = PlausibleLength.of("Hello there.", 2);
		assertThat(fast.shortestSeconds()).isEqualTo(plain.shortestSeconds() / 2);
		assertThat(fast.longestSeconds()).isEqualTo(plain.longestSeconds() / 2);
	}

	@Test
	void tagsTakeNoTime() {
		assertThat(PlausibleLength.of("[breath]<strong>你好。</strong>", 1)).isEqualTo(PlausibleLength.of("你好。", 1));
	}

}
