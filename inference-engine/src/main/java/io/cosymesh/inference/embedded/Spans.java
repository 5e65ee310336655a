package io.cosymesh.inference.embedded;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.inference.text.Language;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the sentences of a script: one that emphasis or a breath runs through is put
 * together again.
 */
final class Spans {

	private static final String ADDED_ENDS = ".。";

	private final Language language;

	private final List<Script.Span> all = new ArrayList<>();

	private Script.@Nullable Span open;

	Spans(Language language) {
		this.language = language;
	}

	Language language() {
		return this.language;
	}

	/** Adds a sentence, or a part of one that is still unfinished. */
	void add(String sentence, int first, int last, boolean unfinished) {
		String words = unfinished ? withoutEnd(sentence) : sentence;
		Script.Span begun = this.open;
		Script.Span span = (begun != null) ? new Script.Span(begun.text() + gap() + words, begun.first(), last)
				: new Script.Span(words, first, last);
		this.open = unfinished ? span : null;
		if (!unfinished) {
			this.all.add(span);
		}
	}

	List<Script.Span> all() {
		List<Script.Span> spans = new ArrayList<>(this.all);
		if (this.open != null) {
			spans.add(this.open);
		}
		return spans;
	}

	private String gap() {
		return this.language.isHanScript() ? "" : " ";
	}

	/** The splitter ends whatever isn't ended, and this isn't. */
	private static String withoutEnd(String sentence) {
		int last = sentence.length() - 1;
		return (ADDED_ENDS.indexOf(sentence.charAt(last)) >= 0) ? sentence.substring(0, last) : sentence;
	}

}
