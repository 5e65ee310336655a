package io.cosymesh.inference.markup;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.cosymesh.inference.text.Dictionary;

/**
 * The pieces of a text as they are read: words gather until something else comes.
 */
final class Passages {

	/** Longest pause, and as much as all pauses of a text may last. */
	private static final Duration LONGEST = Duration.ofSeconds(10);

	private static final Duration LONGEST_TOGETHER = Duration.ofSeconds(60);

	private final List<Passage> all = new ArrayList<>();

	private final Deque<Delivery> deliveries = new ArrayDeque<>();

	private final StringBuilder words = new StringBuilder();

	private final Dictionary dictionary;

	private Duration paused = Duration.ZERO;

	Passages(Delivery delivery, Dictionary dictionary) {
		this.deliveries.push(delivery);
		this.dictionary = dictionary;
	}

	void words(CharSequence text) {
		this.words.append(text);
	}

	void begin(Delivery delivery) {
		endWords();
		this.deliveries.push(this.deliveries.element().and(delivery));
	}

	void end() {
		endWords();
		this.deliveries.pop();
	}

	int depth() {
		return this.deliveries.size() - 1;
	}

	void pause(Duration length) throws MarkupException {
		if (length.isZero()) {
			return;
		}
		this.paused = this.paused.plus(length);
		if (length.compareTo(LONGEST) > 0 || this.paused.compareTo(LONGEST_TOGETHER) > 0) {
			throw new MarkupException("pause-too-long", "A pause may last %d s, all pauses of a text %d s"
				.formatted(LONGEST.toSeconds(), LONGEST_TOGETHER.toSeconds()));
		}
		endWords();
		this.all.add(new Passage.Pause(length));
	}

	void breath(boolean quick) {
		endWords();
		this.all.add(new Passage.Breath(quick));
	}

	/** What is said next is another sentence. */
	void endSentence() {
		endWords();
	}

	List<Passage> all() {
		endWords();
		if (this.all.isEmpty()) {
			this.all.add(new Passage.Words("", this.deliveries.element()));
		}
		return List.copyOf(this.all);
	}

	private void endWords() {
		if (!this.words.toString().isBlank()) {
			this.all.add(new Passage.Words(this.dictionary.apply(this.words.toString()), this.deliveries.element()));
		}
		this.words.setLength(0);
	}

}
