package io.cosymesh.inference.cosyvoice;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.SentenceMark;

/**
 * Counts what is heard of a speech and marks where its utterances are.
 */
final class SentenceMarks {

	private final List<SentenceMark> ended = new ArrayList<>();

	private String words = "";

	private long start;

	private long bytes;

	void begin(String utterance) {
		this.words = utterance;
		this.start = this.bytes;
	}

	void heard(int count) {
		this.bytes += count;
	}

	void end() {
		this.ended.add(new SentenceMark(this.words, this.start / PcmFormat.BYTES_PER_SAMPLE,
				this.bytes / PcmFormat.BYTES_PER_SAMPLE));
	}

	List<SentenceMark> take() {
		List<SentenceMark> taken = List.copyOf(this.ended);
		this.ended.clear();
		return taken;
	}

}
