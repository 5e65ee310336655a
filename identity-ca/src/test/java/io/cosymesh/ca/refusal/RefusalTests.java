package io.cosymesh.ca.refusal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
	void everyCodeIsDocumentedWithItsStatus() throws Exception {
		Pattern row = Pattern.compile("\\| `([a-z0-9-]+)` \\| (\\d{3}) \\| [^|]+\\. \\| [^|]+\\. \\|");
		List<String> documented = Files.readAllLines(Path.of("../docs/refusals.md"))
			.stream()
			.map(row::matcher)
			.filter(Matcher::matches)
			.map((match) -> match.group(1) + " " + match.group(2))
			.toList();
		assertThat(documented).containsExactlyInAnyOrderElementsOf(
				Stream.of(Refusal.values()).map((refusal) -> refusal.code() + " " + refusal.status().value()).toList());
	}

	@Test
	void problemCarriesReasonFieldAndAdvice() {
		var problem = RefusedException.of(Refusal.CSR_ID_MISMATCH, "The subject is wrong.").toProblem();
		assertThat(problem.getStatusCode().value()).isEqualTo(403);
		assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:csr-id-mismatch");
		assertThat(problem.getBody().getProperties()).containsEntry("reason", "csr-id-mismatch")
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
