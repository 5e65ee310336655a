package io.cosymesh.webui.access.key;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;

import static org.assertj.core.api.Assertions.assertThat;

class FileKeyTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void write() throws Exception {
		this.file = Files.writeString(this.directory.resolve("api-key"), "cosy_the-first-one\n");
	}

	@Test
	void keyOfTheFileIsTheOperators() {
		FileKey key = key();
		assertThat(key.match("cosy_the-first-one")).map(SignedIn::account)
			.contains(new Account("default", "api-key", EnumSet.allOf(Scope.class)));
		assertThat(key.match("cosy_the-first-on")).isEmpty();
		assertThat(key.description().orElseThrow().lastUsedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void replacingTheFileReplacesTheKey() throws Exception {
		FileKey key = key();
		Files.writeString(this.file, "cosy_quite-another-one");
		key.reload();
		assertThat(key.match("cosy_the-first-one")).isEmpty();
		assertThat(key.match("cosy_quite-another-one")).isPresent();
	}

	@Test
	void keyIsGoneWhileItsFileIs() throws Exception {
		FileKey key = key();
		Files.delete(this.file);
		key.reload();
		assertThat(key.match("cosy_the-first-one")).isEmpty();
		assertThat(key.match("")).isEmpty();
		assertThat(key.description()).isEmpty();
		Files.writeString(this.file, "cosy_back-again");
		key.reload();
		assertThat(key.match("cosy_back-again")).isPresent();
	}

	@Test
	void withoutAFileThereIsNoSuchKey() {
		FileKey none = new FileKey(Optional.empty(), new Random(), this.clock);
		none.reload();
		assertThat(none.match("")).isEmpty();
		assertThat(none.description()).isEmpty();
	}

	private FileKey key() {
		return new FileKey(Optional.of(this.file), new Random(), this.clock);
	}

}
