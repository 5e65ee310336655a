package io.cosymesh.build;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalImagesTests {

	@Test
	void imageThatNobodyMadeIsNotThere() {
		assertThat(LocalImages.contain("nobody/made-this:never")).isFalse();
	}

}
