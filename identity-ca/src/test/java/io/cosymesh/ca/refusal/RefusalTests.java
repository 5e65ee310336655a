package io.cosymesh.ca.refusal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTests {

	@Test
	void everyCodeIsItsNameInKebabCase() {
		assertThat(Refusal.values()).allSatisfy((refusal) -> {
			assertThat(refusal.code()).isEqualTo(refusal.name().toLowerCase().replace('_', '-'));
			assertThat(refusal.advice()).endsWith(".");
			assertThat(refusal.status().isError()).isTrue();
		});
	}

	@Test
	void problemCarriesReasonFieldAndAdvice() {
		var problem = RefusedException.of(Refusal.CSR_NAMES_MISMATCH, "The subject is wrong.").toProblem();
		assertThat(problem.getStatusCode().value()).isEqualTo(403);
		assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:csr-names-mismatch");
		assertThat(problem.getBody().getProperties()).containsEntry("reason", "csr-names-mismatch")
			.containsEntry("field", "csr");
		assertThat(problem.getBody().getDetail()).startsWith("The subject is wrong. Leave subject");
	}

	@Test
	void textFromStrangersCannotForgeLogFields() {
		assertThat(LogText.safe("a\r\nevent=svid-issued \"x\" \u001b[31m\u202eb"))
			.isEqualTo("a??event?svid-issued??x????31m?b");
		assertThat(LogText.safe("spiffe://cosymesh.local/ns/a/sa/b_1"))
			.isEqualTo("spiffe://cosymesh.local/ns/a/sa/b_1");
		assertThat(LogText.safe("x".repeat(5000))).hasSize(203);
	}

}
