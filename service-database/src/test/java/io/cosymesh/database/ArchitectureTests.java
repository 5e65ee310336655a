package io.cosymesh.database;

import org.junit.jupiter.api.Test;

import io.cosymesh.build.ArchitectureRules;

class ArchitectureTests {

	@Test
	void moduleFollowsTheRules() {
		ArchitectureRules.check("io.cosymesh.database");
	}

}
