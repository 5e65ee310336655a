package io.cosymesh.inference.synthesis;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.text.Phrase;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.SpokenText;
import io.cosymesh.inference.text.TextFrontEnd;
import io.cosymesh.inference.text.UnspeakableTextException;

/**
 * Reads texts without speaking them.
 */
final class TextReadings {

	private final TextFrontEnd frontEnd = new TextFrontEnd();

	private final Pronunciation pronunciation = new Pronunciation();

	TextReading of(TextRequest request) throws RefusedOrderException {
		try {
			SpokenText spoken = this.frontEnd.read(request.text(), request.language());
			List<TextReading.Sentence> sentences = new ArrayList<>();
			for (String sentence : spoken.sentences()) {
				List<TextReading.Run> runs = new ArrayList<>();
				for (Phrase phrase : Phrase.split(sentence, spoken.language())) {
					runs.add(
							new TextReading.Run(phrase.language().tag(), phrase.text(), this.pronunciation.of(phrase)));
				}
				sentences.add(new TextReading.Sentence(sentence, sentence, runs));
			}
			return new TextReading(spoken.language().tag(), sentences);
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail());
		}
	}

}
