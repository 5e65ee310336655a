package io.cosymesh.cli.compose;

import java.nio.file.Path;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.tool.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DockerTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Cannot connect to the Docker daemon at unix:///var/run/docker.sock. | the Docker daemon does not answer
			Got permission denied while trying to connect to the Docker daemon  | member of the group docker
			docker: compose is not a docker command. docker: \\'compose\\' is not a docker command. | no Compose plugin
			no configuration file provided: not found | name its folder with --project-directory
			service "identity-ca" is not running      | ./cosymesh up starts the rest
			something else went wrong                 | docker compose ps failed: something else went wrong
			""")
	void whatStandsInTheWayIsSaidWithTheFix(String err, String expected) {
		Docker docker = docker("cat >&2 <<'X'\n" + err.replace("\\'", "'") + "\nX\nexit 1");
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(docker::containers)
			.withMessageContaining(expected)
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
	}

	@Test
	void projectIsNamedInEveryCommand() {
		Docker docker = docker("echo \"$@\"");
		assertThat(docker.file(MeshService.IDENTITY_CA, "/a/file"))
			.isEqualTo("compose --project-directory %s exec -T identity-ca cat /a/file\n".formatted(this.directory));
		assertThat(docker.setUpFile("/run/cosymesh/operator/operator.pem"))
			.contains("run --rm -T --no-deps --entrypoint cat init /run/cosymesh/operator/operator.pem");
	}

	@Test
	void machineWithoutDockerIsToldSo() {
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(new Docker(this.directory.resolve("none").toString(), this.directory)::containers)
			.withMessageContaining("no docker command on the PATH")
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
	}

	private Docker docker(String body) {
		return new Docker(Script.write(this.directory, body).toString(), this.directory);
	}

}
