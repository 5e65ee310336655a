package io.cosymesh.inference.benchmarks;

import org.junit.jupiter.api.Test;

import io.cosymesh.build.ArchitectureRules;

class ArchitectureTests {

	@Test
	void moduleFollowsTheRules() {
		ArchitectureRules.check("io.cosymesh.inference.benchmarks");
	}

}
