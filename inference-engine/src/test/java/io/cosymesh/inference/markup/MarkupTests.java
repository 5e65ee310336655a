package io.cosymesh.inference.markup;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.inference.markup.Passage.Breath;
import io.cosymesh.inference.markup.Passage.Pause;
import io.cosymesh.inference.markup.Passage.Words;
import io.cosymesh.inference.text.Dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class MarkupTests {

	@Test
	void textWithoutMarkupIsOnePassage() throws MarkupException {
		String text = "If a < b & c > d, see [1] or [j][ǐ] <laughter>.";
		assertThat(read(text)).containsExactly(new Words(text, Delivery.PLAIN));
	}

	@Test
	void tagsStandInAnyText() throws MarkupException {
		assertThat(
				read("Well [breath]I <strong>really</strong> mean it.[pause:0.5s]Yes. <break time='80ms'/>No<break/>"))
			.containsExactly(new Words("Well ", Delivery.PLAIN), new Breath(false), new Words("I ", Delivery.PLAIN),
					new Words("really", Delivery.STRONG), new Words(" mean it.", Delivery.PLAIN), pause(500),
					new Words("Yes. ", Delivery.PLAIN), pause(80), new Words("No", Delivery.PLAIN), pause(400));
	}

	@Test
	void emphasisThatIsNeverClosedLastsToTheEndAndStrayEndsAreIgnored() throws MarkupException {
		assertThat(read("a</strong> b <strong>c")).containsExactly(new Words("a b ", Delivery.PLAIN),
				new Words("c", Delivery.STRONG));
	}

	@Test
	void ssmlIsFollowed() throws MarkupException {
		List<Passage> passages = read(
				"""
						<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis">
						<p><s>One &amp; two.</s><s>Three.</s></p><break strength="strong"/>\
						<prosody rate="150%" pitch="+2st" range="low" volume="-6dB">four <emphasis level="strong">five</emphasis></prosody>\
						<sub alias="World Wide Web Consortium">W3C</sub>[breath]</speak>""");
		Delivery prosody = new Delivery(1.5, 2, 0.6, -6, false);
		assertThat(passages).containsExactly(new Words("One & two.", Delivery.PLAIN),
				new Words("Three.", Delivery.PLAIN), pause(200), pause(700), new Words("four ", prosody),
				new Words("five", prosody.and(Delivery.STRONG)), new Words("World Wide Web Consortium", Delivery.PLAIN),
				new Breath(false));
	}

	@ParameterizedTest
	@CsvSource({ "rate,fast,1.25", "rate,80%,0.8", "rate,+20%,1.2", "rate,-20%,0.8", "rate,1.4,1.4", "rate,9,2.5" })
	void ratesAreWordsFactorsOrPercentages(String attribute, String value, double rate) throws MarkupException {
		assertThat(prosody(attribute, value).rate()).isCloseTo(rate, within(1e-9));
	}

	@ParameterizedTest
	@CsvSource({ "high,3", "-3st,-3", "+100%,12", "-50%,-12", "+10%,1.65", "+40st,12" })
	void pitchesAreWordsSemitonesOrPercentages(String value, double semitones) throws MarkupException {
		assertThat(prosody("pitch", value).semitones()).isCloseTo(semitones, within(0.01));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ssml-malformed         | <speak>Hello
			ssml-malformed         | <speak><p>Hello</speak></p>
			ssml-malformed         | <speak>a</speak><speak>b</speak>
			ssml-not-supported     | <speak>Hello <audio src='x.wav'/></speak>
			ssml-not-supported     | <speak>Hello <speak>x</speak></speak>
			ssml-not-supported     | <speakers>Hello</speakers>
			ssml-not-supported     | <speak><prosody contour='x'>a</prosody></speak>
			ssml-not-supported     | <speak><emphasis level='huge'>a</emphasis></speak>
			ssml-not-supported     | <speak><sub>W3C</sub></speak>
			prosody-not-understood | <speak><prosody rate='quite fast'>a</prosody></speak>
			prosody-not-understood | <speak><prosody pitch='200Hz'>a</prosody></speak>
			prosody-not-understood | <speak><prosody volume='+3'>a</prosody></speak>
			pause-not-understood   | <speak>a<break time='long'/></speak>
			pause-not-understood   | a [pause:forever] b
			pause-not-understood   | a <break strength="huge"/> b
			pause-too-long         | a [pause:10.001s] b
			""")
	void whatCannotBeFollowedIsRefusedByName(String type, String text) {
		assertThatExceptionOfType(MarkupException.class).isThrownBy(() -> read(text))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(type));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Hello [laugh] there.            | [laugh] | 6
			[HH][AH0][LL]                   | [LL]    | 9
			报道[j][ix]予                   | [j]     | 2
			报道[q]予                       | [q]     | 2
			[breath] and [Breath]           | [Breath] | 13
			<speak><s>A [foo]</s></speak>   | [foo]   | 12
			""")
	void unknownTagIsNamedWithItsPlace(String text, String tag, int position) {
		assertThatExceptionOfType(MarkupException.class).isThrownBy(() -> read(text))
			.withMessageContaining(tag + " at position " + position)
			.satisfies((ex) -> {
				assertThat(ex.type()).isEqualTo("tag-unknown");
				assertThat(ex.position()).isEqualTo(position);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "See [1] and [2024].", "他[笑]了", "[[h@]]", "[laughter] [mn] [vocalized-noise]",
			"[ér][j][iǔ]", "[two words]", "a[i" })
	void whatIsNoTagIsLeft(String text) throws MarkupException {
		assertThat(read(text)).containsExactly(new Words(text, Delivery.PLAIN));
	}

	@Test
	void placeOfTheMistakeIsTold() {
		assertThatExceptionOfType(MarkupException.class).isThrownBy(() -> read("<speak>\nHello <audio/></speak>"))
			.withMessageContaining("line 2, column");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<speak><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]>&y;</speak>",
			"<speak>&x;</speak>", "<speak>&x</speak>" })
	void noEntityIsEverResolved(String text) {
		assertThatExceptionOfType(MarkupException.class).isThrownBy(() -> read(text));
	}

	@Test
	void documentTypeInFrontMakesItNoSsml() throws MarkupException {
		String text = "<!DOCTYPE speak [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><speak>&x;</speak>";
		assertThat(read(text)).containsExactly(new Words(text, Delivery.PLAIN));
	}

	@Test
	void pausesAreBoundedTogether() {
		assertThatExceptionOfType(MarkupException.class).isThrownBy(() -> read("a [pause:9s]".repeat(7)))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("pause-too-long"));
	}

	@Test
	void readingsMakeATextOnlySoMuchLonger() throws Exception {
		Dictionary dictionary = Dictionary.of(List.of(new PronunciationEntry("字", "x".repeat(256))));
		assertThat(Markup.read("字", Delivery.PLAIN, dictionary))
			.containsExactly(new Words("x".repeat(256), Delivery.PLAIN));
		assertThatExceptionOfType(MarkupException.class)
			.isThrownBy(() -> Markup.read("字".repeat(100), Delivery.PLAIN, dictionary))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("text-too-long"));
	}

	@Test
	void depthIsBounded() {
		assertThatExceptionOfType(MarkupException.class)
			.isThrownBy(() -> read("<speak>" + "<strong>".repeat(40) + "a" + "</strong>".repeat(40) + "</speak>"))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo("ssml-too-deep"));
	}

	@Test
	void deliveriesAddUpWithinWhatIsSpeech() {
		Delivery fast = new Delivery(2, 8, 2, 6, false);
		assertThat(fast.and(fast)).isEqualTo(new Delivery(2.5, 12, 2.5, 9, false));
		assertThat(fast.and(new Delivery(1, 0, 1, 0, true)).isWhispered()).isTrue();
	}

	@Test
	void wordsAreNotPrinted() throws MarkupException {
		assertThat(read("my secret words").toString()).doesNotContain("secret");
	}

	private static List<Passage> read(String text) throws MarkupException {
		return Markup.read(text, Delivery.PLAIN);
	}

	private static Delivery prosody(String attribute, String value) throws MarkupException {
		return ((Words) read("<speak><prosody %s='%s'>a</prosody></speak>".formatted(attribute, value)).getFirst())
			.delivery();
	}

	private static Pause pause(long millis) {
		return new Pause(Duration.ofMillis(millis));
	}

}
