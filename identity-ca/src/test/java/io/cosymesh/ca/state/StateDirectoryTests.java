package io.cosymesh.ca.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StateDirectoryTests {

	private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path home;

	@Test
	void directoryIsClosedToOthersEvenIfItWasOpen() throws IOException {
		Path path = Files.createDirectory(this.home.resolve("state"));
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
		StateDirectory.open(path);
		assertThat(mode(path)).isEqualTo("rwx------");
	}

	@Test
	void writtenFileIsPrivateAndLeavesNoDraft() throws IOException {
		StateDirectory directory = StateDirectory.open(this.home.resolve("state"));
		directory.write("file", "old".getBytes(StandardCharsets.UTF_8));
		directory.write("file", CONTENT);
		assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
		assertThat(mode(directory.resolve("file"))).isEqualTo("rw-------");
		try (Stream<Path> files = Files.list(this.home.resolve("state"))) {
			assertThat(files).hasSize(1);
		}
	}

	@Test
	void reservedFileIsPrivateAndKeepsItsContent() throws IOException {
		StateDirectory directory = StateDirectory.open(this.home.resolve("state"));
		directory.reserve("file");
		assertThat(directory.resolve("file")).isEmptyFile();
		Files.write(directory.resolve("file"), CONTENT);
		Files.setPosixFilePermissions(directory.resolve("file"), PosixFilePermissions.fromString("rw-r--r--"));
		directory.reserve("file");
		assertThat(mode(directory.resolve("file"))).isEqualTo("rw-------");
		assertThat(directory.resolve("file")).hasBinaryContent(CONTENT);
	}

	@Test
	void publishedFileMayBeReadByEverybody() throws IOException {
		Path file = this.home.resolve("public/bundle.json");
		StateDirectory.publish(file, CONTENT);
		assertThat(file).hasBinaryContent(CONTENT);
		assertThat(mode(file)).isEqualTo("rw-r--r--");
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
