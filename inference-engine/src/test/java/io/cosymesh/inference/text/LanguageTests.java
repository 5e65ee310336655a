package io.cosymesh.inference.text;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTests {

	@ParameterizedTest
	@CsvSource({ "en,en", "EN_us,en", "en-GB,en-GB", "zh-Hans-CN,zh", "zh-TW,zh", "cmn,zh", "zh-HK,yue", "yue-Hant,yue",
			"pt-BR,pt-BR", "es-MX,es-419", "no,nb", "de-AT,de" })
	void tagIsLookedUp(String tag, String found) {
		assertThat(Language.tagged(tag)).map(Language::tag).contains(found);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tlh", "hak", "english language", "*", "../x", "x" })
	void unknownTagIsNoLanguage(String tag) {
		assertThat(Language.tagged(tag)).isEmpty();
	}

}
