package io.cosymesh.mesh.benchmarks;

import org.junit.jupiter.api.Test;

import io.cosymesh.build.ArchitectureRules;

class ArchitectureTests {

	@Test
	void moduleFollowsTheRules() {
		ArchitectureRules.check("io.cosymesh.mesh.benchmarks");
	}

}
