package io.cosymesh.mesh.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.mesh.audit.AuditProperties.Include;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class AuditFileTests {

	@TempDir
	private Path directory;

	@Test
	void noLineIsDroppedAndCloseWaitsForTheLast() throws IOException {
		Path file = this.directory.resolve("audit/service.jsonl");
		try (AuditFile audit = open(file, DataSize.ofMegabytes(10))) {
			for (int i = 0; i < 50_000; i++) {
				audit.write("line " + i);
			}
		}
		List<String> lines = Files.readAllLines(file);
		assertThat(lines).hasSize(50_000).startsWith("line 0").endsWith("line 49999");
	}

	@Test
	void fileIsItsOwnersAlone() throws IOException {
		Path file = this.directory.resolve("audit/service.jsonl");
		open(file, DataSize.ofMegabytes(10)).close();
		assertThat(permissions(file)).isEqualTo("rw-------");
		assertThat(permissions(file.getParent())).isEqualTo("rwx------");
	}

	@Test
	void fileThatOthersCouldReadIsTakenFromThem() throws IOException {
		Path file = Files.writeString(this.directory.resolve("service.jsonl"), "before\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		try (AuditFile audit = open(file, DataSize.ofMegabytes(10))) {
			audit.write("after");
		}
		assertThat(Files.readAllLines(file)).containsExactly("before", "after");
		assertThat(permissions(file)).isEqualTo("rw-------");
	}

	@Test
	void fullFileIsSetAsideAndOldOnesGo() {
		Path file = this.directory.resolve("service.jsonl");
		try (AuditFile audit = open(file, DataSize.ofKilobytes(1))) {
			await().untilAsserted(() -> {
				audit.write("x".repeat(2000));
				assertThat(file.resolveSibling("service.jsonl.2")).exists();
			});
			audit.write("x".repeat(2000));
		}
		assertThat(list()).allSatisfy((each) -> assertThat(permissions(each)).isEqualTo("rw-------"))
			.hasSizeLessThanOrEqualTo(3);
	}

	@Test
	void fileThatCouldNotBeOpenedAnewIsTriedAgain(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("service.jsonl");
		try (AuditFile audit = open(file, DataSize.ofKilobytes(1))) {
			audit.write("before");
			await().untilAsserted(() -> assertThat(file).isNotEmptyFile());
			Files.delete(file);
			List<Path> obstacles = List.of(obstacle(file), obstacle(file.resolveSibling("service.jsonl.1")),
					obstacle(file.resolveSibling("service.jsonl.2")));
			await().untilAsserted(() -> {
				audit.write("x".repeat(2000));
				assertThat(output).contains("event=audit-file-failed").contains("Is a directory");
			});
			for (Path obstacle : obstacles) {
				FileSystemUtils.deleteRecursively(obstacle);
			}
			await().untilAsserted(() -> {
				audit.write("after");
				assertThat(file).isRegularFile().content().contains("after");
			});
		}
	}

	/** Makes a directory that counts as a large file and can't be set aside. */
	private static Path obstacle(Path path) throws IOException {
		Files.createDirectory(path);
		for (int i = 0; i < 100; i++) {
			Files.createFile(path.resolve("entry-" + i));
		}
		return path;
	}

	private static AuditFile open(Path file, DataSize size) {
		return new AuditFile(new AuditProperties(Include.ALL, file.toString(), size, 2), file);
	}

	private List<Path> list() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String permissions(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}
