package io.cosymesh.inference.embedded;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.inference.SentenceMark;

import static org.assertj.core.api.Assertions.assertThat;

class SentenceMarksTests {

	private final SentenceMarks marks = new SentenceMarks(
			List.of(new Script.Span("One.", 0, 0), new Script.Span("Two.", 2, 3)));

	@Test
	void sentenceEndsWithTheLastPieceOfItsLastStep() {
		step(100, 20);
		assertThat(this.marks.take()).containsExactly(new SentenceMark("One.", 0, 120));
		step(12_000);
		step(300);
		assertThat(this.marks.take()).isEmpty();
		step(50, 0, 7);
		assertThat(this.marks.take()).containsExactly(new SentenceMark("Two.", 12_120, 12_477));
		assertThat(this.marks.take()).isEmpty();
	}

	private void step(int... pieces) {
		this.marks.beginStep();
		for (int i = 0; i < pieces.length; i++) {
			this.marks.heard(pieces[i], i == pieces.length - 1);
		}
	}

}
