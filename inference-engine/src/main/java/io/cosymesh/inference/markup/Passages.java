package io.cosymesh.inference.markup;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.inference.text.Dictionary;

/**
 * The pieces of a text as they are read: words gather until something else comes.
 */
final class Passages {

	/** Longest pause, and as much as all pauses of a text may last. */
	private static final Duration LONGEST = Duration.ofSeconds(10);

	private static final Duration LONGEST_TOGETHER = Duration.ofSeconds(60);

	/** As many characters as all words of a text may have; readings make it longer. */
	private static final int MOST_SAID = 4 * SynthesisRequest.MAX_TEXT_LENGTH;

	private final List<Passage> all = new ArrayList<>();

	private final Deque<Delivery> deliveries = new ArrayDeque<>();

	private final StringBuilder words = new StringBuilder();

	private final Dictionary dictionary;

	private Duration paused = Duration.ZERO;

	private int said;

	Passages(Delivery delivery, Dictionary dictionary) {
		this.deliveries.push(delivery);
		this.dictionary = dictionary;
	}

	void words(CharSequence text) {
		this.words.append(text);
	}

	void begin(Delivery delivery) throws MarkupException {
		endWords();
		this.deliveries.push(this.deliveries.element().and(delivery));
	}

	void end() throws MarkupException {
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

	void breath(boolean quick) throws MarkupException {
		endWords();
		this.all.add(new Passage.Breath(quick));
	}

	/** What is said next is another sentence. */
	void endSentence() throws MarkupException {
		endWords();
	}

	List<Passage> all() throws MarkupException {
		endWords();
		if (this.all.isEmpty()) {
			this.all.add(new Passage.Words("", this.deliveries.element()));
		}
		return List.copyOf(this.all);
	}

	private void endWords() throws MarkupException {
		if (!this.words.toString().isBlank()) {
			String said = this.dictionary.apply(this.words.toString());
			this.said += said.length();
			if (this.said > MOST_SAID) {
				throw new MarkupException("text-too-long",
						"With the pronunciations in place the text has more than %d characters".formatted(MOST_SAID));
			}
			this.all.add(new Passage.Words(said, this.deliveries.element()));
		}
		this.words.setLength(0);
	}

}
