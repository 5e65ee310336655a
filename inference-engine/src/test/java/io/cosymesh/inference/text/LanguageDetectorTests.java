package io.cosymesh.inference.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageDetectorTests {

	private static final LanguageDetector DETECTOR = new LanguageDetector();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			en  | Hello, this is my own voice.
			en  | Hi there!
			en  | OK
			en  | CosyMesh
			zh  | 你好，我是深圳人。
			zh  | 我用 iPhone 打电话
			yue | 我係深圳人，唔該晒。
			ja  | これは私の声です。
			ko  | 안녕하세요
			de  | Hallo, das ist meine eigene Stimme.
			fr  | Merci beaucoup
			es  | Hola, esta es mi propia voz.
			it  | Ciao, questa è la mia voce.
			pt  | Bom dia, tudo bem?
			ru  | Привет, это мой голос.
			uk  | Привіт, це мій голос.
			el  | Γεια σας
			hi  | नमस्ते, यह मेरी आवाज़ है।
			nl  | Hallo, dit is mijn eigen stem.
			pl  | Cześć, to jest mój własny głos.
			sv  | Hej, det här är min egen röst.
			fi  | Hei, tämä on oma ääneni.
			en  | 12345
			""")
	void languageOfAShortTextIsFound(String tag, String text) {
		assertThat(DETECTOR.detect(text)).contains(Language.tagged(tag).orElseThrow());
	}

	@Test
	void scriptThatNobodyReadsIsNoLanguage() {
		assertThat(DETECTOR.detect("مرحبا بالعالم")).isEmpty();
	}

	@Test
	void foreignWordDoesNotChangeTheLanguage() {
		assertThat(DETECTOR.detect("We met in 深圳 last year and went on to Hong Kong.")).contains(Language.ENGLISH);
	}

}
