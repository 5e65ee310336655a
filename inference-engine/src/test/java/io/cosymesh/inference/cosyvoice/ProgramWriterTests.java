package io.cosymesh.inference.cosyvoice;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProgramWriterTests {

	private final ProgramWriter writer = new ProgramWriter(new TextFrontEnd(), new Pronunciation(),
			new EndOfPrompt("You are a helpful assistant."));

	@Test
	void longTextIsSplitHere() throws RefusedOrderException {
		String story = "我们今天去公园散步，然后回家吃饭。".repeat(20);
		Program program = this.writer.write(Driving.order(story));
		assertThat(program.sentences()).isEqualTo(5).isEqualTo(program.items().size());
		assertThat(texts(program)).allSatisfy((text) -> assertThat(text).hasSizeBetween(60, 80));
		assertThat(String.join("", texts(program))).isEqualTo(story);
	}

	@Test
	void breathAndEmphasisArePassedOnAndPausesMadeHere() throws RefusedOrderException {
		Program program = this.writer.write(Driving.order("[breath]Hello there. [pause:1s] <strong>Listen.</strong>"));
		assertThat(texts(program)).containsExactly("[breath]Hello there.", "", "<strong>Listen.</strong>");
		assertThat(program.items().get(1)).isInstanceOf(Program.Item.Rest.class);
		assertThat(((Program.Item.Saying) program.items().get(2)).utterance().speed()).isEqualTo(1);
	}

	@Test
	void sentencesOneByOneAreTheWholeProgram() throws RefusedOrderException {
		SpeechOrder whole = Driving.order("[pause:1s]" + "我们今天去公园散步，然后回家吃饭。".repeat(20) + "[pause:1s]完了。[pause:2s]");
		Program program = this.writer.write(whole);
		List<Program.Item> items = new ArrayList<>();
		for (int sentence = 0; sentence < program.sentences(); sentence++) {
			Program one = this.writer
				.write(new SpeechOrder(whole.text(), null, 1, 7, null, whole.prompt(), whole.dictionary(), sentence));
			assertThat(one.sentences()).isEqualTo(program.sentences());
			items.addAll(one.items());
		}
		assertThat(items).hasToString(program.items().toString()).hasSameSizeAs(program.items());
		assertThat(texts(new Program(program.language(), 0, items))).isEqualTo(texts(program));
	}

	@Test
	void japaneseIsWrittenInKatakana() throws RefusedOrderException {
		assertThat(texts(this.writer.write(Driving.order("東京に行きます。")))).singleElement()
			.satisfies((text) -> assertThat(text).startsWith("トーキョー").doesNotContain("東", "行"));
	}

	@Test
	void pronunciationTagsReachTheRuntime() throws RefusedOrderException {
		assertThat(texts(this.writer.write(Driving.order("高管对报道[j][ǐ]予好评。")))).containsExactly("高管对报道[j][ǐ]予好评。");
	}

	@Test
	void numbersAreSpelledInTheLanguageOfTheTextButNotInTags() throws RefusedOrderException {
		assertThat(texts(this.writer.write(Driving.order("Der Zug fährt um 15:30 Uhr ab, Gleis 10."))))
			.containsExactly("Der Zug fährt um fünfzehn Uhr dreißig ab, Gleis zehn.");
		assertThat(texts(this.writer.write(Driving.order("Say [HH][AH0][L][OW1] 3 times to the people."))))
			.containsExactly("Say [HH][AH0][L][OW1] three times to the people.");
	}

	@Test
	void soundsReachTheRuntime() throws RefusedOrderException {
		assertThat(texts(
				this.writer.write(Driving.order("That is <laughter>so</laughter> funny [laughter], [sigh] he said."))))
			.containsExactly("That is <laughter>so</laughter> funny [laughter], [sigh] he said.");
		assertThat(texts(this.writer.write(Driving.order("これは[laughter]私の声です。")))).singleElement()
			.satisfies((text) -> assertThat(text).contains("[laughter]"));
	}

	@Test
	void cantoneseIsAskedForInWords() throws RefusedOrderException {
		SpeechOrder plain = Driving.order("好少咯，一般系放嗰啲国庆啊。");
		SpeechOrder order = new SpeechOrder(plain.text(), "yue", 1, 7, null, plain.prompt());
		Utterance utterance = ((Program.Item.Saying) this.writer.write(order).items().getFirst()).utterance();
		assertThat(utterance.instruction()).isEqualTo("请用广东话表达。");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Dzień dobry, jak się pan dzisiaj ma?                        | language | language-not-supported
			<speak><prosody pitch="+2st">Hello there.</prosody></speak> | text     | prosody-not-supported
			<speak>Hello                                                | text     | ssml-malformed
			???                                                         | text     | text-not-speakable
			""")
	void whatCannotBeDoneIsRefusedByName(String text, String field, String type) {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> this.writer.write(Driving.order(text)))
			.satisfies((ex) -> {
				assertThat(ex.field()).isEqualTo(field);
				assertThat(ex.type()).isEqualTo(type);
			});
	}

	@Test
	void voiceWithoutItsRecordingIsRefused() {
		SpeechOrder order = Driving.order("Hello there.");
		SpeechOrder mute = new SpeechOrder(order.text(), null, 1, 7, null,
				new VoicePrompt(AudioBytes.of(new byte[0]), null, order.prompt().features()));
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> this.writer.write(mute))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("prompt-without-audio"));
	}

	private static List<String> texts(Program program) {
		return program.items()
			.stream()
			.map((item) -> (item instanceof Program.Item.Saying saying) ? saying.utterance().text() : "")
			.toList();
	}

}
