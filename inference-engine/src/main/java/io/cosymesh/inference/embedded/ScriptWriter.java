package io.cosymesh.inference.embedded;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SentenceSelection;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.inference.markup.Markup;
import io.cosymesh.inference.markup.MarkupException;
import io.cosymesh.inference.markup.Passage;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Phrase;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.SpokenForm;
import io.cosymesh.inference.text.TextFrontEnd;
import io.cosymesh.inference.text.UnspeakableTextException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the script of an order: markup and instruction followed, sentences split,
 * phrases spelled.
 */
final class ScriptWriter {

	private static final String TERMINATORS = ".。!！?？…;；:：,，、";

	private final TextFrontEnd frontEnd;

	private final Pronunciation pronunciation;

	ScriptWriter(TextFrontEnd frontEnd, Pronunciation pronunciation) {
		this.frontEnd = frontEnd;
		this.pronunciation = pronunciation;
	}

	Script write(SpeechOrder order) throws RefusedOrderException {
		Manner manner = Manner.of(order.instruct());
		try {
			List<Passage> passages = Markup.read(order.text(),
					manner.delivery().and(new Delivery(order.speed(), 0, 1, 0, false)), order.dictionary());
			Language language = this.frontEnd.read(Passage.words(passages), tag(order, manner)).language();
			return write(passages, language, new SentenceSelection<>(order));
		}
		catch (MarkupException ex) {
			throw new RefusedOrderException("text", ex.type(), ex.detail(), ex.position());
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail(), ex.position());
		}
	}

	private static @Nullable String tag(SpeechOrder order, Manner manner) throws RefusedOrderException {
		Language asked = manner.language();
		if (asked == null) {
			return order.language();
		}
		boolean agree = order.language() == null || order.language().isBlank()
				|| Language.tagged(order.language()).filter((language) -> language.isHanScript()).isPresent();
		if (!agree) {
			throw new RefusedOrderException("instruct", "instruct-contradicts-language",
					"The instruction asks for another language than 'language' does; leave one of them out");
		}
		return asked.tag();
	}

	private Script write(List<Passage> passages, Language language, SentenceSelection<Script.Step> steps)
			throws UnspeakableTextException, RefusedOrderException {
		Spans spans = new Spans(language);
		for (int i = 0; i < passages.size(); i++) {
			switch (passages.get(i)) {
				case Passage.Pause pause -> steps.add(new Script.Rest(pause.length()));
				case Passage.Breath breath -> steps.add(new Script.Inhalation(breath.isQuick()));
				case Passage.Words words -> {
					boolean goesOn = i + 1 < passages.size() && !(passages.get(i + 1) instanceof Passage.Pause);
					write(words, goesOn, spans, steps);
				}
			}
		}
		List<Script.Step> wanted = steps.end();
		return new Script(language, steps.sentences(), spans.all(), wanted);
	}

	private void write(Passage.Words words, boolean goesOn, Spans spans, SentenceSelection<Script.Step> steps)
			throws UnspeakableTextException {
		Language language = spans.language();
		List<String> sentences = this.frontEnd.sentences(words.text(), language);
		boolean breaksOff = goesOn && !sentences.isEmpty() && !endsSentence(words.text());
		for (int i = 0; i < sentences.size(); i++) {
			boolean unfinished = breaksOff && i == sentences.size() - 1;
			steps.beginSentence();
			if (steps.isWanted()) {
				int first = steps.size();
				String sentence = unfinished ? sustained(sentences.get(i)) : sentences.get(i);
				lines(sentence, language, words.delivery(), unfinished).forEach(steps::add);
				spans.add(sentences.get(i), first, steps.size() - 1, unfinished);
			}
			if (!unfinished) {
				steps.endSentence();
			}
		}
	}

	private List<Script.Step> lines(String sentence, Language language, Delivery delivery, boolean unfinished)
			throws UnspeakableTextException {
		List<Script.Step> lines = new ArrayList<>();
		List<Phrase> phrases = Phrase.split(SpokenForm.of(sentence, language), language);
		for (int k = 0; k < phrases.size(); k++) {
			Phrase phrase = phrases.get(k);
			lines.add(new Script.Line(phrase.language(), this.pronunciation.of(phrase), delivery,
					k == phrases.size() - 1 && !unfinished));
		}
		return lines;
	}

	private static boolean endsSentence(String text) {
		String end = text.stripTrailing();
		return !end.isEmpty() && TERMINATORS.indexOf(end.charAt(end.length() - 1)) >= 0;
	}

	/** Takes the voice up where it would fall: the sentence goes on in another way. */
	private static String sustained(String sentence) {
		int last = sentence.length() - 1;
		return switch (sentence.charAt(last)) {
			case '.' -> sentence.substring(0, last) + ",";
			case '。' -> sentence.substring(0, last) + "，";
			default -> sentence;
		};
	}

}
