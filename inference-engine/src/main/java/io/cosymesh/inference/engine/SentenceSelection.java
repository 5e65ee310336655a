package io.cosymesh.inference.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Gathers what an order wants of its text while the text is read: everything, or one
 * sentence with the rests before it. What follows the last sentence belongs to it.
 *
 * @param <T> what is gathered
 */
public final class SentenceSelection<T> {

	private final @Nullable Integer only;

	private final List<T> wanted = new ArrayList<>();

	private final List<T> open = new ArrayList<>();

	private int ended;

	private boolean inSentence;

	/**
	 * Begins to gather.
	 * @param order the order
	 */
	public SentenceSelection(SpeechOrder order) {
		this.only = order.sentence();
	}

	/**
	 * Says whether the sentence that is read now is wanted: others need not be worked
	 * out.
	 */
	public boolean isWanted() {
		return this.only == null || this.only == this.ended;
	}

	/**
	 * Returns how many pieces were gathered, those of the sentence that is read now among
	 * them.
	 */
	public int size() {
		return this.wanted.size() + this.open.size();
	}

	/**
	 * Takes a piece of the sentence that is read now, or of what is before it.
	 * @param piece the piece
	 */
	public void add(T piece) {
		this.open.add(piece);
	}

	/**
	 * Begins a sentence, or goes on with one that hasn't ended.
	 */
	public void beginSentence() {
		this.inSentence = true;
	}

	/**
	 * Ends the sentence that is read now.
	 */
	public void endSentence() {
		take(isWanted());
		this.ended++;
		this.inSentence = false;
	}

	/**
	 * Ends the text, and the sentence that has begun.
	 * @return what was wanted of it, in order
	 * @throws RefusedOrderException if it hasn't as many sentences
	 */
	public List<T> end() throws RefusedOrderException {
		if (this.inSentence) {
			endSentence();
		}
		if (this.only != null && (this.only < 0 || this.only >= sentences())) {
			throw new RefusedOrderException("sentence", "sentence-unknown",
					"The text has %d sentences, counted from 0".formatted(sentences()));
		}
		take(this.only == null || this.only == sentences() - 1);
		return List.copyOf(this.wanted);
	}

	/**
	 * Returns how many sentences the text has, once it was read.
	 */
	public int sentences() {
		return Math.max(1, this.ended);
	}

	private void take(boolean isWanted) {
		if (isWanted) {
			this.wanted.addAll(this.open);
		}
		this.open.clear();
	}

}
