package io.cosymesh.inference.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.cosymesh.contracts.inference.SentenceMark;

/**
 * Counts what is heard of a script and marks where its sentences are.
 */
final class SentenceMarks {

	private final Deque<Script.Span> ahead;

	private final List<SentenceMark> ended = new ArrayList<>();

	private int step = -1;

	private long start;

	private long samples;

	SentenceMarks(List<Script.Span> spans) {
		this.ahead = new ArrayDeque<>(spans);
	}

	void beginStep() {
		this.step++;
		Script.Span span = this.ahead.peek();
		if (span != null && span.first() == this.step) {
			this.start = this.samples;
		}
	}

	/** Counts a piece of the step, perhaps its last. */
	void heard(int count, boolean isStepOver) {
		this.samples += count;
		Script.Span span = this.ahead.peek();
		if (isStepOver && span != null && span.last() == this.step) {
			this.ended.add(new SentenceMark(span.text(), this.start, this.samples));
			this.ahead.remove();
		}
	}

	List<SentenceMark> take() {
		List<SentenceMark> taken = List.copyOf(this.ended);
		this.ended.clear();
		return taken;
	}

}
