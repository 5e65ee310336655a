package io.cosymesh.webui.access.secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SecretsTests {

	@TempDir
	private Path directory;

	@Test
	void secretIsRecognisedWithoutTheLineEndOfItsFile() throws Exception {
		SecretFingerprint fingerprint = fingerprint("correct horse\n");
		assertThat(fingerprint.matches("correct horse")).isTrue();
		assertThat(fingerprint.matches("correct horse ")).isFalse();
		assertThat(fingerprint.matches("")).isFalse();
	}

	@Test
	void missingSecretStopsTheStartAndSaysWhatToDo() {
		UnusableSecretException missing = catchThrowableOfType(UnusableSecretException.class, () -> SecretFingerprint
			.read(this.directory.resolve("none"), "cosymesh.access.api-key-file", new Random()));
		assertThat(missing).hasMessageEndingWith("/none' of 'cosymesh.access.api-key-file' does not exist");
		assertThat(new UnusableSecretFailureAnalyzer().analyze(missing).getAction()).contains("./cosymesh up",
				"'cosymesh.access.api-key-file'");
	}

	@Test
	void emptySecretIsNoSecret() {
		assertThatExceptionOfType(UnusableSecretException.class).isThrownBy(() -> fingerprint(" \n"))
			.withMessageEndingWith("holds fewer than 8 characters");
	}

	@Test
	void fingerprintDoesNotPrint() throws Exception {
		assertThat(fingerprint("correct horse").toString()).isEqualTo("SecretFingerprint[***]");
	}

	private SecretFingerprint fingerprint(String content) throws Exception {
		return SecretFingerprint.read(Files.writeString(this.directory.resolve("secret"), content), "a.property",
				new Random());
	}

}
