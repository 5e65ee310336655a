package io.cosymesh.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class InitCommandTests {

	@TempDir
	Path folder;

	@Test
	void eachWorkloadsKeyIsInAFolderOfItsOwn() throws Exception {
		init();
		try (Stream<Path> keys = Files.list(this.folder.resolve("keys"))) {
			assertThat(keys.map((key) -> key.getFileName().toString())).containsExactlyInAnyOrder("audio-processor",
					"inference-engine", "backend-api", "webui-service");
		}
		assertThat(this.folder.resolve("operator/operator.pem")).exists();
		assertThat(this.folder.resolve("keys/backend-api/backend-api.pem")).content()
			.startsWith("-----BEGIN PRIVATE KEY-----");
		assertThat(this.folder.resolve("registrations/cosymesh/backend-api.pem")).content()
			.startsWith("-----BEGIN PUBLIC KEY-----");
	}

	@Test
	void everythingIsForTheOwnerOnly() throws Exception {
		init();
		try (Stream<Path> files = Files.walk(this.folder.resolve("secrets"))) {
			assertThat(files).hasSize(3)
				.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
		}
	}

	@Test
	void secondRunChangesNothing() throws Exception {
		init();
		Map<Path, String> before = contents();
		assertThat(init()).startsWith("Keys and secrets are there.");
		assertThat(contents()).isEqualTo(before);
	}

	@Test
	void whatIsLostIsMadeAnewAndNamed() throws Exception {
		init();
		Files.delete(this.folder.resolve("operator/operator.pem"));
		assertThat(init()).startsWith("Made the key of operator.");
		assertThat(this.folder.resolve("operator/operator.pem")).exists();
	}

	@Test
	void itSaysWhereThePageAndTheKeyAreAndNeverTheKey() throws Exception {
		String said = init("--url", "https://localhost:9000");
		assertThat(said).contains("https://localhost:9000", "cat /run/cosymesh/secrets/api-key");
		assertThat(said).doesNotContain(Files.readString(this.folder.resolve("secrets/api-key")))
			.doesNotContain(Files.readString(this.folder.resolve("secrets/admin-password")));
	}

	private String init(String... more) {
		StringWriter out = new StringWriter();
		CommandLine command = CosyMesh.commandLine().setOut(new PrintWriter(out, true));
		String[] arguments = Stream.concat(Stream.of("init", "--directory", this.folder.toString()), Stream.of(more))
			.toArray(String[]::new);
		assertThat(command.execute(arguments)).isZero();
		return out.toString();
	}

	private Map<Path, String> contents() throws IOException {
		Map<Path, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				contents.put(file, Files.readString(file));
			}
		}
		return contents;
	}

}
