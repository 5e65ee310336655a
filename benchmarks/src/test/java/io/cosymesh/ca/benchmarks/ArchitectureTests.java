package io.cosymesh.ca.benchmarks;

import org.junit.jupiter.api.Test;

import io.cosymesh.build.ArchitectureRules;

class ArchitectureTests {

	@Test
	void benchmarksFollowTheRules() {
		ArchitectureRules.check("io.cosymesh.ca.benchmarks");
	}

}
