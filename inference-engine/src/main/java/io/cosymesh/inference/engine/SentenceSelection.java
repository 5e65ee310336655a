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

	/**
	 * Begins to gather.
	 * @param order the order
	 */
	public SentenceSelection(SpeechOrder order) {
		this.only = order.sentence();
	}

	/**
	 * Says whether what is read now can be wanted: the rest need not be worked out. What
	 * comes after a wanted sentence can, as long as no other sentence has ended.
	 */
	public boolean canBeWanted() {
		return this.only == null || this.only == this.ended || this.only == this.ended - 1;
	}

	/**
	 * Takes a piece of the sentence that is read now, or of what is before it.
	 * @param piece the piece
	 */
	public void add(T piece) {
		this.open.add(piece);
	}

	/**
	 * Ends the sentence that is read now.
	 */
	public void endSentence() {
		take(isWanted());
		this.ended++;
	}

	/**
	 * Ends the text.
	 * @return what was wanted of it, in order
	 * @throws RefusedOrderException if it hasn't as many sentences
	 */
	public List<T> end() throws RefusedOrderException {
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

	private boolean isWanted() {
		return this.only == null || this.only == this.ended;
	}

	private void take(boolean isWanted) {
		if (isWanted) {
			this.wanted.addAll(this.open);
		}
		this.open.clear();
	}

}
