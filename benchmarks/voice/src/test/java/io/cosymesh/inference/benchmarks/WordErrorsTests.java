package io.cosymesh.inference.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WordErrorsTests {

	@ParameterizedTest
	@CsvSource({ "The cat sat.,the cat sat,0", "The cat sat.,the mat sat,1", "The cat sat.,the sat,1",
			"The cat sat.,the cat she sat,1", "The cat sat.,'',3", "'',a b,2", "a b c,c a b,2" })
	void fewestEditsAreCounted(String said, String heard, int edits) {
		assertThat(WordErrors.between(said, heard).edits()).isEqualTo(edits);
	}

	@Test
	void percentageIsOfTheWordsSaid() {
		WordErrors both = WordErrors.between("one two three", "one two").plus(WordErrors.between("four", "four"));
		assertThat(both.percent()).isCloseTo(25, within(1e-9));
		assertThat(WordErrors.NONE.percent()).isZero();
	}

}
