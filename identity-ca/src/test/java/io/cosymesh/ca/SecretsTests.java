package io.cosymesh.ca;

import org.junit.jupiter.api.Test;

import io.cosymesh.build.SecretRules;

class SecretsTests {

	@Test
	void noRecordPrintsASecret() {
		SecretRules.check("io.cosymesh.ca");
	}

}
