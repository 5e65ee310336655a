package io.cosymesh.ca.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import io.cosymesh.ca.state.StateDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyEncryptionKeyTests {

	private static final byte[] SECRET = "the secret".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path home;

	private final KeyEncryptionKeyFile files = new KeyEncryptionKeyFile(new SecureRandom());

	@Test
	void opensWhatItSealedForTheSamePurpose() {
		KeyEncryptionKey key = key(1);
		String sealed = key.seal(SECRET, "root authority 1");
		assertThat(key.open(sealed, "root authority 1")).isEqualTo(SECRET);
		assertThat(key.seal(SECRET, "root authority 1")).as("nonces differ").isNotEqualTo(sealed);
		assertBroken(key, sealed, "root authority 2");
		assertBroken(key(2), sealed, "root authority 1");
		assertBroken(key, "AAAA", "root authority 1");
		assertBroken(key, "not base64!", "root authority 1");
	}

	@Test
	void checkTellsKeysApartAndPrintsNothing() {
		assertThat(key(1).check()).isEqualTo(key(1).check()).isNotEqualTo(key(2).check()).hasSize(32);
		assertThat(key(1)).hasToString("KeyEncryptionKey[******]");
	}

	@Test
	void fileIsMadeOnceForTheOwnerAlone() throws IOException {
		StateDirectory directory = StateDirectory.open(this.home);
		String check = this.files.readOrMake(directory, "kek").check();
		assertThat(this.files.readOrMake(directory, "kek").check()).isEqualTo(check);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.home.resolve("kek"))))
			.isEqualTo("rw-------");
	}

	@Test
	void unfitFilesAreRefused() throws IOException {
		Path file = this.home.resolve("kek");
		assertUnusable(file, "cannot be read");
		Files.writeString(file, Base64.getEncoder().encodeToString(new byte[16]));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		assertUnusable(file, "does not hold 32 bytes in base64");
		Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
		assertUnusable(file, "may be used by others (mode rw-r-----)");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
		assertUnusable(file, "may be used by others (mode rw----r--)");
	}

	@Test
	void operatorIsToldHowToMakeOne() {
		FailureAnalysis analysis = new KeyEncryptionKeyFailureAnalyzer()
			.analyze(KeyEncryptionKeyFile.missing("The database is shared."));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription())
			.isEqualTo("cosymesh.ca.authority.key-encryption-key is not set. The database is shared.");
		assertThat(analysis.getAction()).contains("openssl rand -base64 32");
	}

	private void assertUnusable(Path file, String message) {
		assertThatExceptionOfType(KeyEncryptionKeyUnusableException.class).isThrownBy(() -> this.files.read(file))
			.withMessageContaining(message);
	}

	private static void assertBroken(KeyEncryptionKey key, String sealed, String purpose) {
		assertThatExceptionOfType(SealBrokenException.class).isThrownBy(() -> key.open(sealed, purpose))
			.withMessageContaining("does not open");
	}

	private static KeyEncryptionKey key(int first) {
		byte[] bytes = new byte[KeyEncryptionKey.BYTES];
		bytes[0] = (byte) first;
		return new KeyEncryptionKey(bytes, new SecureRandom());
	}

}
