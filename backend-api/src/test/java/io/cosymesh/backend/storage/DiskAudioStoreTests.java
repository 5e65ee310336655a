package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DiskAudioStoreTests extends AudioStoreContract {

	@TempDir
	private Path directory;

	private Instant now = Instant.EPOCH;

	private DiskAudioStore store;

	@BeforeEach
	void open() {
		this.store = new DiskAudioStore(this.directory, () -> this.now);
	}

	@Override
	AudioStore store() {
		return this.store;
	}

	@Override
	void damage(AudioKey key, byte[] instead) {
		try {
			Files.write(this.directory.resolve(key.folder()).resolve(key.sha256() + ".pcm"), instead);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void promptIsReadableForItsOwnerAlone() throws IOException {
		this.store.store("prompts", PCM);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
			.isEqualTo("rw-------");
	}

	@Test
	void restsOfACrashAreDeletedOnceNobodyCanBeWritingThem() throws IOException {
		AudioKey kept = this.store.store("prompts", PCM);
		Files.write(this.directory.resolve("prompts/audio1.part"), PCM);
		this.now = Files.getLastModifiedTime(this.directory.resolve("prompts/audio1.part")).toInstant();
		this.store.deleteRests();
		assertThat(files()).hasSize(2);
		this.now = this.now.plusSeconds(3600);
		this.store.deleteRests();
		assertThat(files()).hasSize(1);
		assertThat(this.store.read(kept)).hasValue(PCM);
	}

	@Test
	void listsWhatItKeptAndNothingElse() throws IOException {
		AudioKey prompt = this.store.store("prompts", PCM);
		AudioKey sentence = this.store.store("jobs/b6c1", PCM);
		Files.write(this.directory.resolve("jobs/audio1.part"), PCM);
		Files.write(this.directory.resolve("db.mv.db"), PCM);
		assertThat(this.store.list("prompts")).singleElement().satisfies((audio) -> {
			assertThat(audio.key()).isEqualTo(prompt);
			assertThat(audio.bytes()).isEqualTo(PCM.length);
		});
		assertThat(this.store.list("jobs")).extracting(StoredAudio::key).containsExactly(sentence);
		assertThat(this.store.list("nothing")).isEmpty();
		this.store.delete(sentence);
		assertThat(this.directory.resolve("jobs/b6c1")).doesNotExist();
	}

	@Test
	void keyCanNotLeadOutOfTheFolder() {
		assertThatIllegalArgumentException().isThrownBy(() -> Prompts.key("../../etc/passwd"))
			.withMessage("Not a SHA-256 in hexadecimal: 16 characters");
		String digits = "0".repeat(64);
		for (String folder : List.of("", "..", "../etc", "a/../b", "/etc", "a/b/c", "A")) {
			assertThatIllegalArgumentException().isThrownBy(() -> new AudioKey(folder, digits))
				.withMessageStartingWith("Not a folder of audio");
		}
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter(Files::isRegularFile).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
