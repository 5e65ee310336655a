package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.inference.embedded.PrivateVoices.Lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class PrivateVoicesTests {

	@TempDir
	private Path directory;

	private Path installed;

	private Path work;

	@BeforeEach
	void installData() throws IOException {
		this.installed = Files.createDirectory(this.directory.resolve("installed"));
		this.work = Files.createDirectory(this.directory.resolve("work"));
		Files.writeString(this.installed.resolve("phontab"), "x");
		Files.createDirectories(this.installed.resolve("voices/!v"));
		Files.writeString(this.installed.resolve("voices/!v/f1"), "stock");
	}

	@Test
	void installedDataIsLinkedButNotItsVariants() throws IOException {
		try (PrivateVoices voices = create(3)) {
			Path data = voices.path().resolve("espeak-ng-data");
			assertThat(data.resolve("phontab")).isSymbolicLink().hasContent("x");
			assertThat(variants(voices)).isEmpty();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(voices.path())))
				.isEqualTo("rwx------");
		}
	}

	@Test
	void sameVariantIsOneFile() throws IOException {
		try (PrivateVoices voices = create(3);
				Lease first = voices.lease(variant(1));
				Lease second = voices.lease(variant(1))) {
			assertThat(first.name()).isEqualTo(second.name()).matches("[a-z0-9]{1,24}");
			assertThat(variants(voices)).containsExactly(first.name());
		}
	}

	@Test
	void longestUnusedVariantGoesFirst() throws IOException {
		try (PrivateVoices voices = create(2)) {
			String first = use(voices, 1);
			String second = use(voices, 2);
			use(voices, 1);
			String third = use(voices, 3);
			assertThat(variants(voices)).containsExactlyInAnyOrder(first, third).doesNotContain(second);
		}
	}

	@Test
	void variantInUseStays() throws IOException {
		try (PrivateVoices voices = create(1); Lease used = voices.lease(variant(1))) {
			use(voices, 2);
			use(voices, 3);
			assertThat(variants(voices)).contains(used.name());
		}
	}

	@Test
	void closingLeavesNothingBehindAndTheInstalledDataAlone() throws IOException {
		PrivateVoices voices = create(3);
		use(voices, 1);
		voices.close();
		assertThat(this.work).isEmptyDirectory();
		assertThat(this.installed.resolve("phontab")).exists();
		assertThat(this.installed.resolve("voices/!v/f1")).exists();
	}

	@Test
	void directoryOfAKilledProcessIsRemoved() throws IOException {
		Path abandoned = Files.createDirectory(this.work.resolve("cosymesh-espeak-999999999-abc"));
		Path alive = Files.createDirectory(this.work
			.resolve("cosymesh-espeak-%d-abc".formatted(ProcessHandle.current().parent().orElseThrow().pid())));
		try (PrivateVoices voices = create(3)) {
			assertThat(abandoned).doesNotExist();
			assertThat(alive).exists();
			assertThat(voices.path()).exists();
		}
	}

	@Test
	void directoryOfAKilledProcessWithOurNumberIsRemovedAndOurOwnAreNot() throws IOException {
		Path abandoned = Files
			.createDirectory(this.work.resolve("cosymesh-espeak-%d-abc".formatted(ProcessHandle.current().pid())));
		try (PrivateVoices voices = create(3); PrivateVoices reloaded = create(3)) {
			assertThat(abandoned).doesNotExist();
			assertThat(voices.path()).exists();
			assertThat(reloaded.path()).exists();
		}
	}

	@Test
	void pathThatEspeakWouldCutOffIsRefused() {
		Path deep = this.work.resolve("d".repeat(100));
		assertThatIOException().isThrownBy(() -> PrivateVoices.create(this.installed, deep, 3))
			.withMessageContaining("work-directory");
		assertThat(deep).isEmptyDirectory();
	}

	private PrivateVoices create(int capacity) throws IOException {
		return PrivateVoices.create(this.installed, this.work, capacity);
	}

	private static String use(PrivateVoices voices, int pitch) {
		try (Lease lease = voices.lease(variant(pitch))) {
			return lease.name();
		}
	}

	private static VoiceVariant variant(int pitch) {
		return new VoiceVariant(100 + pitch, 140, 100, 95, 115, 0, false);
	}

	private static List<String> variants(PrivateVoices voices) throws IOException {
		try (Stream<Path> files = Files.list(voices.path().resolve("espeak-ng-data/voices/!v"))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
