package io.cosymesh.backend.voice;

import java.util.Collection;
import java.util.List;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;

/**
 * Reads the words that a voice is found by.
 */
final class Labels {

	static final String FIELD = "labels";

	private static final int MAX_LABELS = 16;

	private static final int MAX_LENGTH = 40;

	private Labels() {
	}

	static List<String> of(Collection<String> words) {
		List<String> labels = words.stream()
			.filter((word) -> !word.isBlank())
			.map((word) -> FieldValues.name(FIELD, word, MAX_LENGTH))
			.distinct()
			.toList();
		if (labels.size() > MAX_LABELS) {
			throw FieldProblems.invalid(FIELD, "at most %d words".formatted(MAX_LABELS));
		}
		return labels;
	}

}
