package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PromptStoreTests {

	private static final byte[] PCM = { 1, 2, 3, 4 };

	@TempDir
	private Path directory;

	private PromptStore store;

	@BeforeEach
	void open() {
		this.store = new PromptStore(this.directory);
	}

	@Test
	void promptIsFoundByItsContentAndKeptOnce() {
		PromptKey key = this.store.store(PCM);
		assertThat(key.sha256()).isEqualTo("9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a");
		assertThat(this.store.store(PCM)).isEqualTo(key);
		assertThat(this.store.read(key)).hasValue(PCM);
		assertThat(this.directory).isDirectoryContaining("glob:**.pcm");
		assertThat(files()).hasSize(1);
	}

	@Test
	void promptIsReadableForItsOwnerAlone() throws IOException {
		this.store.store(PCM);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
			.isEqualTo("rw-------");
	}

	@Test
	void damagedPromptIsNotReturned() throws IOException {
		PromptKey key = this.store.store(PCM);
		Files.write(files().getFirst(), new byte[] { 9 });
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.store.read(key))
			.withMessageContaining("is damaged");
	}

	@Test
	void deletedPromptIsGone() {
		PromptKey key = this.store.store(PCM);
		this.store.delete(key);
		assertThat(this.store.read(key)).isEmpty();
		assertThat(files()).isEmpty();
		this.store.delete(key);
	}

	@Test
	void keepOnlyDeletesForgottenPromptsAndHalfWrittenFiles() throws IOException {
		PromptKey kept = this.store.store(PCM);
		this.store.store(new byte[] { 5, 6 });
		Files.write(this.directory.resolve("prompt1.part"), PCM);
		Instant now = Files.getLastModifiedTime(this.directory.resolve("prompt1.part")).toInstant();
		assertThat(this.store.keepOnly(Set.of(kept), now.minusSeconds(60))).isZero();
		assertThat(files()).hasSize(3);
		assertThat(this.store.keepOnly(Set.of(kept), now.plusSeconds(60))).isEqualTo(2);
		assertThat(this.store.read(kept)).hasValue(PCM);
		assertThat(files()).hasSize(1);
	}

	@Test
	void keyCanNotLeadOutOfTheFolder() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PromptKey("../../etc/passwd"))
			.withMessage("Not a SHA-256 in hexadecimal: 16 characters");
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
