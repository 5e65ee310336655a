package io.cosymesh.build;

import java.security.PrivateKey;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecretRulesTests {

	@ParameterizedTest
	@ValueSource(classes = { LeaksKey.class, LeaksText.class, LeaksBytes.class })
	void recordThatPrintsASecretIsFound(Class<?> type) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(type))
			.withMessageContaining(type.getName() + " prints");
	}

	@Test
	void recordThatMasksItsSecretOrHoldsNonePasses() {
		check(Masks.class, Harmless.class);
	}

	private static void check(Class<?>... types) {
		SecretRules.check(new ClassFileImporter().importClasses(types));
	}

	record LeaksKey(PrivateKey key) {
	}

	record LeaksText(String name, String joinToken) {
	}

	record LeaksBytes(byte[] passphrase) {
	}

	record Harmless(String name, long tokens) {
	}

	record Masks(String token) {

		@Override
		public String toString() {
			return "Masks[token=******]";
		}

	}

}
