package io.cosymesh.inference.synthesis;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.inference.engine.RefusedOrderException;
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

/**
 * Reads texts without speaking them, as the embedded engine would.
 */
final class TextReadings {

	private final TextFrontEnd frontEnd = new TextFrontEnd();

	private final Pronunciation pronunciation = new Pronunciation();

	TextReading of(TextRequest request) throws RefusedOrderException {
		SpeechOrder.checkText(request.text());
		try {
			List<Passage> passages = Markup.read(request.text(), Delivery.PLAIN,
					SpeechOrder.dictionary(request.pronunciations()));
			Language language = this.frontEnd.read(Passage.words(passages), request.language()).language();
			List<TextReading.Sentence> sentences = new ArrayList<>();
			for (Passage passage : passages) {
				if (passage instanceof Passage.Words words) {
					for (String sentence : this.frontEnd.sentences(words.text(), language)) {
						sentences.add(read(sentence, language));
					}
				}
			}
			return new TextReading(language.tag(), sentences);
		}
		catch (MarkupException ex) {
			throw new RefusedOrderException("text", ex.type(), ex.detail(), ex.position());
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail(), ex.position());
		}
	}

	private TextReading.Sentence read(String sentence, Language language) throws UnspeakableTextException {
		String spoken = SpokenForm.of(sentence, language);
		List<TextReading.Run> runs = new ArrayList<>();
		for (Phrase phrase : Phrase.split(spoken, language)) {
			String reading = this.pronunciation.of(phrase);
			runs.add(new TextReading.Run(phrase.language().tag(), phrase.text(),
					reading.equals(phrase.text()) ? null : reading));
		}
		return new TextReading.Sentence(sentence, spoken, runs);
	}

}
