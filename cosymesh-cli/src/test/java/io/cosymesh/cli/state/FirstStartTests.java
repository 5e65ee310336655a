package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FirstStartTests {

	@TempDir
	Path folder;

	@Test
	void everythingItMakesIsForTheOwnerOnly() throws Exception {
		StateDirectory state = new StateDirectory(this.folder.resolve("state"));
		new FirstStart(state).complete(List.of("backend-api", "operator"));
		assertThat(state.key("backend-api")).content().startsWith("-----BEGIN PRIVATE KEY-----");
		assertThat(state.registration("operator")).content().startsWith("-----BEGIN PUBLIC KEY-----");
		try (Stream<Path> files = Files.walk(state.home())) {
			assertThat(files).allSatisfy((file) -> assertThat(permissions(file))
				.isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
		}
	}

	@Test
	void secondStartKeepsKeysAndSecrets() throws Exception {
		StateDirectory state = new StateDirectory(this.folder);
		new FirstStart(state).complete(List.of("operator"));
		String key = Files.readString(state.key("operator"));
		String apiKey = state.read(Secret.API_KEY).orElseThrow();
		new FirstStart(state).complete(List.of("operator"));
		assertThat(state.key("operator")).hasContent(key);
		assertThat(state.read(Secret.API_KEY)).contains(apiKey);
	}

	@Test
	void keyWhoseRegistrationIsLostIsMadeAnew() throws Exception {
		StateDirectory state = new StateDirectory(this.folder);
		new FirstStart(state).complete(List.of("operator"));
		String key = Files.readString(state.key("operator"));
		Files.delete(state.registration("operator"));
		new FirstStart(state).complete(List.of("operator"));
		assertThat(state.registration("operator")).exists();
		assertThat(Files.readString(state.key("operator"))).isNotEqualTo(key);
	}

	@Test
	void passwordThatWouldOpenNothingIsNotMade() throws Exception {
		StateDirectory state = new StateDirectory(this.folder);
		Files.createDirectories(this.folder.resolve("webui-service"));
		Files.createFile(this.folder.resolve("webui-service/db.mv.db"));
		new FirstStart(state).complete(List.of("operator"));
		assertThat(state.read(Secret.ADMIN_PASSWORD)).isEmpty();
		assertThat(state.read(Secret.API_KEY)).isPresent();
	}

	@Test
	void passwordThatWasChangedIsNotShown() throws Exception {
		StateDirectory state = new StateDirectory(this.folder);
		new FirstStart(state).complete(List.of("operator"));
		assertThat(state.firstPassword()).isEqualTo(state.read(Secret.ADMIN_PASSWORD)).isPresent();
		Files.createDirectories(this.folder.resolve("webui-service"));
		Files.createFile(this.folder.resolve("webui-service/first-password-changed"));
		assertThat(state.firstPassword()).isEmpty();
	}

	private static String permissions(Path file) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}
