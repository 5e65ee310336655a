package io.cosymesh.build;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ArchitectureTests {

	@Test
	void moduleFollowsTheRules() {
		ArchitectureRules.check("io.cosymesh.build");
	}

	@Test
	void checkWhenPackageHoldsNoClassesFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> ArchitectureRules.check("io.cosymesh.nowhere"))
			.withMessage("No production classes below 'io.cosymesh.nowhere'");
	}

}
