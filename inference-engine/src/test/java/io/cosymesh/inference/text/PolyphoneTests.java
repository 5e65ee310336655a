package io.cosymesh.inference.text;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pinyin espeak-ng is sent, syllable by syllable.
 */
class PolyphoneTests {

	private static final Pronunciation PRONUNCIATION = new Pronunciation();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			他去银行取钱     | ta1 qu4 yin2 hang2 qu3 qian2
			我要睡觉了       | wo3 yao4 shui4 jiao4 le5
			她喜欢听音乐     | ta1 xi3 huan5 ting1 yin1 yue4
			我住在重庆       | wo3 zhu4 zai4 chong2 qing4
			孩子长大了       | hai2 zi5 zhang3 da4 le5
			你得还我钱       | ni3 dei3 huan2 wo3 qian2
			路上有行走的人   | lu4 shang4 you3 xing2 zou3 de5 ren2
			这件事很重要     | zhe4 jian4 shi4 hen3 zhong4 yao4
			校长来了         | xiao4 zhang3 lai2 le5
			我觉得很快乐     | wo3 jue2 de5 hen3 kuai4 le4
			还有三只猫       | hai2 you3 san1 zhi1 mao1
			北京是一个大都市 | bei3 jing1 shi4 yi2 ge4 da4 du1 shi4
			朝阳区很大       | chao2 yang2 qu1 hen3 da4
			他了解情况       | ta1 liao3 jie3 qing2 kuang4
			别着急           | bie2 zhao2 ji2
			他跑得很快       | ta1 pao3 de5 hen3 kuai4
			他高兴地说       | ta1 gao1 xing4 de5 shuo1
			这块地很便宜     | zhe4 kuai4 di4 hen3 pian2 yi5
			他看着我         | ta1 kan4 zhe5 wo3
			猫睡着了         | mao1 shui4 zhao2 le5
			找不着钥匙       | zhao3 bu4 zhao2 yao4 shi5
			他得了第一名     | ta1 de2 le5 di4 yi1 ming2
			为人民服务       | wei4 ren2 min2 fu2 wu4
			他成为老师       | ta1 cheng2 wei2 lao3 shi1
			妈妈教我唱歌     | ma1 ma1 jiao1 wo3 chang4 ge1
			这种花种了两年   | zhe4 zhong3 hua1 zhong4 le5 liang3 nian2
			结果投降了       | jie2 guo3 tou2 xiang2 le5
			第三行           | di4 san1 hang2
			我銀行的重要信件 | wo3 yin2 hang2 de5 zhong4 yao4 xin4 jian4
			""")
	void polyphoneIsReadByItsContext(String text, String pinyin) throws UnspeakableTextException {
		assertThat(PRONUNCIATION.of(new Phrase(Language.CHINESE, text))).isEqualTo(pinyin);
	}

}
