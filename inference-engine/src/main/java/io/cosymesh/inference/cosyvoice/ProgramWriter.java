package io.cosymesh.inference.cosyvoice;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SentenceSelection;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.inference.markup.Markup;
import io.cosymesh.inference.markup.MarkupException;
import io.cosymesh.inference.markup.Passage;
import io.cosymesh.inference.text.BracketTags;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.ParagraphSplitter;
import io.cosymesh.inference.text.Phrase;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.SpokenForm;
import io.cosymesh.inference.text.TextFrontEnd;
import io.cosymesh.inference.text.UnspeakableTextException;

/**
 * Writes the program of an order. Long texts are split here: the runtime's own splitting
 * is off whenever a control token is in the text.
 */
final class ProgramWriter {

	static final Set<Language> LANGUAGES = EnumSet.of(Language.CHINESE, Language.CANTONESE, Language.ENGLISH,
			Language.BRITISH_ENGLISH, Language.JAPANESE, Language.KOREAN, Language.GERMAN, Language.SPANISH,
			Language.LATIN_AMERICAN_SPANISH, Language.FRENCH, Language.ITALIAN, Language.RUSSIAN);

	/**
	 * What the model makes heard; {@code <laughter>} is around words that are laughed.
	 */
	static final List<String> EVENTS = Stream
		.concat(BracketTags.EVENTS.stream().sorted().map("[%s]"::formatted), Stream.of("<laughter>"))
		.toList();

	private static final double SLOWEST = 0.5;

	private static final double FASTEST = 2;

	private final TextFrontEnd frontEnd;

	private final Pronunciation pronunciation;

	private final EndOfPrompt mark;

	ProgramWriter(TextFrontEnd frontEnd, Pronunciation pronunciation, EndOfPrompt mark) {
		this.frontEnd = frontEnd;
		this.pronunciation = pronunciation;
		this.mark = mark;
	}

	Program write(SpeechOrder order) throws RefusedOrderException {
		if (order.prompt().audio().length() == 0) {
			throw new RefusedOrderException("prompt", "prompt-without-audio", "Give the recording itself");
		}
		try {
			List<Passage> passages = Markup.read(order.text(), new Delivery(order.speed(), 0, 1, 0, false),
					order.dictionary());
			Language language = this.frontEnd.read(Passage.words(passages), order.language()).language();
			if (!LANGUAGES.contains(language)) {
				throw new RefusedOrderException("language", "language-not-supported",
						"CosyVoice doesn't speak this language; it speaks " + String.join(", ", tags()));
			}
			return write(passages, language, voice(order, language), new SentenceSelection<>(order));
		}
		catch (MarkupException ex) {
			throw new RefusedOrderException("text", ex.type(), ex.detail(), ex.position());
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail(), ex.position());
		}
	}

	static List<String> tags() {
		return LANGUAGES.stream().map(Language::tag).toList();
	}

	private Utterance voice(SpeechOrder order, Language language) {
		String transcript = order.prompt().transcript();
		String bare = (transcript != null) ? this.mark.bare(transcript) : "";
		return new Utterance("", Instruction.of(order.instruct(), language, this.mark), bare.isEmpty() ? null : bare,
				order.speed(), Recording.of(order.prompt().audio().toByteArray()));
	}

	private Program write(List<Passage> passages, Language language, Utterance voice,
			SentenceSelection<Program.Item> items) throws UnspeakableTextException, RefusedOrderException {
		String breath = "";
		for (Passage passage : passages) {
			switch (passage) {
				case Passage.Pause pause -> items.add(new Program.Item.Rest(pause.length()));
				case Passage.Breath inhalation -> breath = inhalation.isQuick() ? "[quick_breath]" : "[breath]";
				case Passage.Words words -> {
					for (String sentence : sentences(words.text(), language)) {
						items.add(saying(breath, sentence, words.delivery(), voice));
						items.endSentence();
						breath = "";
					}
				}
			}
		}
		List<Program.Item> wanted = items.end();
		return new Program(language, items.sentences(), wanted);
	}

	private static Program.Item saying(String before, String sentence, Delivery delivery, Utterance voice)
			throws RefusedOrderException {
		boolean strong = isStrong(delivery);
		String text = before + (strong ? "<strong>" + sentence + "</strong>" : sentence);
		// The model itself slows down where it is told to be strong.
		double rate = strong ? delivery.rate() / Delivery.STRONG.rate() : delivery.rate();
		return new Program.Item.Saying(sentence, new Utterance(text, voice.instruction(), voice.transcript(),
				Math.clamp(rate, SLOWEST, FASTEST), voice.recording()));
	}

	private static boolean isStrong(Delivery delivery) throws RefusedOrderException {
		if (delivery.equals(new Delivery(delivery.rate(), 0, 1, 0, false))) {
			return false;
		}
		Delivery strong = Delivery.STRONG;
		if (delivery
			.equals(new Delivery(delivery.rate(), strong.semitones(), strong.range(), strong.decibels(), false))) {
			return true;
		}
		throw new RefusedOrderException("text", "prosody-not-supported",
				"CosyVoice takes rate, strong emphasis and pauses from SSML; say other wishes in 'instruct'");
	}

	private List<String> sentences(String text, Language language) throws UnspeakableTextException {
		List<String> spoken = new ArrayList<>();
		for (String sentence : this.frontEnd.sentencesWithSounds(text, language)) {
			String form = SpokenForm.of(sentence, language);
			spoken.add((language == Language.JAPANESE) ? kana(form) : form);
		}
		return ParagraphSplitter.split(String.join(language.isHanScript() ? "" : " ", spoken), language);
	}

	/** The model reads Chinese characters in Chinese, whatever surrounds them. */
	private String kana(String sentence) throws UnspeakableTextException {
		StringBuilder kana = new StringBuilder();
		for (Phrase phrase : Phrase.split(sentence, Language.JAPANESE)) {
			boolean japanese = phrase.language() == Language.JAPANESE;
			kana.append(japanese ? this.pronunciation.of(phrase) : ' ' + phrase.text() + ' ');
		}
		return kana.toString().strip();
	}

}
