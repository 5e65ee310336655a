package io.cosymesh.inference.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.embedded.Script.Inhalation;
import io.cosymesh.inference.embedded.Script.Line;
import io.cosymesh.inference.embedded.Script.Rest;
import io.cosymesh.inference.embedded.Script.Span;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.inference.text.Dictionary;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class ScriptWriterTests {

	private static final ScriptWriter WRITER = new ScriptWriter(new TextFrontEnd(), new Pronunciation());

	@Test
	void sentencesBecomeLines() throws RefusedOrderException {
		Script script = write("One fish. Two fish.", "en", null);
		assertThat(script.steps()).containsExactly(line("One fish.", Delivery.PLAIN, true),
				line("Two fish.", Delivery.PLAIN, true));
		assertThat(script.sentences()).isEqualTo(2);
	}

	@Test
	void sentenceGoesOnThroughEmphasis() throws RefusedOrderException {
		Script script = write("I <strong>really</strong> mean it. Yes.", "en", null);
		assertThat(script.steps()).containsExactly(line("I,", Delivery.PLAIN, false),
				line("really,", Delivery.STRONG, false), line("mean it.", Delivery.PLAIN, true),
				line("Yes.", Delivery.PLAIN, true));
		assertThat(script.sentences()).isEqualTo(2);
	}

	@Test
	void pausesAndBreathsStandBetweenLines() throws RefusedOrderException {
		assertThat(write("Well[breath]there[pause:2s]it is", "en", null).steps()).containsExactly(
				line("Well,", Delivery.PLAIN, false), new Inhalation(false), line("there.", Delivery.PLAIN, true),
				new Rest(Duration.ofSeconds(2)), line("it is.", Delivery.PLAIN, true));
	}

	@Test
	void sentencesKnowTheirSteps() throws RefusedOrderException {
		assertThat(write("One fish [pause:1s] costs 2. I <strong>really</strong> mean[breath]it.", "en", null).spans())
			.containsExactly(new Span("One fish.", 0, 0), new Span("costs 2.", 2, 2),
					new Span("I really mean it.", 3, 7));
		assertThat(write("我<strong>很</strong>好。用code。", null, null).spans()).containsExactly(new Span("我很好。", 0, 2),
				new Span("用code。", 3, 4));
	}

	@Test
	void sentenceThatNeverEndsIsOneAllTheSame() throws RefusedOrderException {
		Script script = write("Hello. I am tired[breath]", "en", null);
		assertThat(script.spans()).containsExactly(new Span("Hello.", 0, 0), new Span("I am tired", 1, 1));
		assertThat(script.sentences()).isEqualTo(2);
	}

	@Test
	void punctuationBetweenTagsIsNoSentence() throws RefusedOrderException {
		assertThat(write("<strong>Stop</strong>! Go.", "en", null).steps())
			.containsExactly(line("Stop,", Delivery.STRONG, false), line("Go.", Delivery.PLAIN, true));
	}

	@Test
	void speedAndInstructionAreForAllLines() throws RefusedOrderException {
		Script script = WRITER
			.write(new SpeechOrder("Hello. Goodbye.", "en", 1.5, 1, "slowly", SyntheticSpeaker.prompt(150)));
		assertThat(script.steps()).hasSize(2)
			.allSatisfy((step) -> assertThat(((Line) step).delivery().rate()).isEqualTo(1.5 * 0.8));
	}

	@Test
	void chineseGoesOnInChinese() throws RefusedOrderException {
		assertThat(write("我<strong>很</strong>好。", null, null).steps()).extracting((step) -> ((Line) step).reading())
			.containsExactly("wo3,", "hen3,", "hao3.");
	}

	@Test
	void eachRunHasTheVoiceOfItsLanguage() throws RefusedOrderException {
		assertThat(write("我今天用Python写code。", null, null).steps())
			.extracting((step) -> ((Line) step).language().tag(), (step) -> ((Line) step).reading())
			.containsExactly(tuple("zh", "wo3 jin1 tian1 yong4"), tuple("en", "Python"), tuple("zh", "xie3"),
					tuple("en", "code"));
	}

	@Test
	void tagsAreSpokenInTheLanguageWhoseSoundsTheyName() throws RefusedOrderException {
		assertThat(write("报道[j][ǐ]予好评。", null, null).steps()).extracting((step) -> ((Line) step).reading())
			.containsExactly("bao4 dao4 ji3 yu3 hao3 ping2.");
		assertThat(write("[HH][AH0][L][OW1] world.", null, null).steps())
			.containsExactly(line("[[h@l'oU]] world.", Delivery.PLAIN, true));
		assertThat(write("我说[HH][AH0][L][OW1]。", null, null).steps()).extracting((step) -> ((Line) step).reading())
			.containsExactly("wo3 shuo1", "[[h@l'oU]]");
	}

	@Test
	void wordsAreSaidAsTheDictionarySays() throws Exception {
		Dictionary dictionary = Dictionary
			.of(List.of(new PronunciationEntry("SQL", "sequel"), new PronunciationEntry("朝阳", "[zh][āo][y][áng]")));
		SpeechOrder order = new SpeechOrder("朝阳区用SQL。", null, 1, 1, null, SyntheticSpeaker.prompt(150), dictionary,
				null);
		assertThat(WRITER.write(order).steps()).extracting((step) -> ((Line) step).reading())
			.containsExactly("zhao1 yang2 qu1 yong4", "sequel");
	}

	@Test
	void instructionChoosesTheLanguage() throws RefusedOrderException {
		assertThat(write("你好", null, "请用广东话表达。").language()).isEqualTo(Language.CANTONESE);
		assertThat(write("你好", "zh", "请用广东话表达。").language()).isEqualTo(Language.CANTONESE);
		assertRefused("Hello", "en", "Cantonese", "instruct", "instruct-contradicts-language");
	}

	@Test
	void whatIsWrongIsNamed() {
		assertRefused("<speak>Hello", "en", null, "text", "ssml-malformed");
		assertRefused("<speak><break/></speak>", "en", null, "text", "text-not-speakable");
		assertRefused("[breath]", "en", null, "text", "text-not-speakable");
		assertRefused("Hello", "tlh", null, "language", "language-not-supported");
		assertRefused("Hello", "en", "请用四川话表达。", "instruct", "dialect-not-supported");
	}

	@Test
	void textIsNotPrinted() throws RefusedOrderException {
		assertThat(write("my secret words", "en", null).toString()).doesNotContain("secret");
		assertThat(write("my secret words", "en", null).steps().toString()).doesNotContain("secret");
		assertThat(write("my secret words", "en", null).spans().toString()).doesNotContain("secret");
	}

	@Test
	void sentencesOneByOneAreTheWholeText() throws RefusedOrderException {
		String text = "[pause:1s]One fish. I <strong>really</strong> mean it.[pause:2s] Three![breath] And [breath]";
		Script whole = write(text, "en", null);
		List<Script.Step> steps = new ArrayList<>();
		for (int sentence = 0; sentence < whole.sentences(); sentence++) {
			Script one = writeSentence(text, sentence);
			assertThat(one.sentences()).isEqualTo(whole.sentences());
			assertThat(one.steps()).isNotEmpty();
			steps.addAll(one.steps());
		}
		assertThat(whole.sentences()).isEqualTo(4);
		assertThat(steps).isEqualTo(whole.steps());
		assertThat(writeSentence(text, 1).steps()).contains(line("really,", Delivery.STRONG, false))
			.doesNotContain(line("One fish.", Delivery.PLAIN, true));
	}

	@Test
	void sentenceThatIsNotThereIsRefused() {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> writeSentence("One. Two.", 2))
			.withMessage("The text has 2 sentences, counted from 0");
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> writeSentence("One. Two.", -1));
	}

	private static Script writeSentence(String text, int sentence) throws RefusedOrderException {
		return WRITER
			.write(new SpeechOrder(text, "en", 1, 1, null, SyntheticSpeaker.prompt(150), Dictionary.EMPTY, sentence));
	}

	private static Line line(String reading, Delivery delivery, boolean last) {
		return new Line(Language.ENGLISH, reading, delivery, last);
	}

	private static Script write(String text, @Nullable String language, @Nullable String instruct)
			throws RefusedOrderException {
		return WRITER.write(new SpeechOrder(text, language, 1, 1, instruct, SyntheticSpeaker.prompt(150)));
	}

	private static void assertRefused(String text, String language, @Nullable String instruct, String field,
			String type) {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> write(text, language, instruct))
			.satisfies((ex) -> assertThat(List.of(ex.field(), ex.type())).containsExactly(field, type));
	}

}
