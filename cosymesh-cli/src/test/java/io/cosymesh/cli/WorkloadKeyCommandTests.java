package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import io.cosymesh.cli.state.FirstStart;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.WorkloadKeyPair;

import static org.assertj.core.api.Assertions.assertThat;

class WorkloadKeyCommandTests {

	@TempDir
	Path home;

	private final StringWriter err = new StringWriter();

	@Test
	void commandAloneNamesWhatThereIs() {
		assertThat(run("workload-key")).isEqualTo(2);
		assertThat(this.err.toString()).contains("list, register, rotate, remove");
	}

	@Test
	void privateKeyIsNeverSent() throws Exception {
		Path file = Files.writeString(this.home.resolve("key.pem"), WorkloadKeyPair.generate().privatePem());
		assertThat(run("workload-key", "register", "backend-api", "--public-key", file.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("holds a private key", "openssl pkey -pubout");
	}

	@Test
	void publicKeyThatIsNotThereIsNamed() {
		assertThat(run("workload-key", "register", "backend-api", "--public-key", "/no/such.pem")).isEqualTo(2);
		assertThat(this.err.toString()).contains("/no/such.pem cannot be read");
	}

	@Test
	void newKeyNeverReplacesOneThatIsThere() throws Exception {
		StateDirectory state = new StateDirectory(this.home);
		new FirstStart(state).complete(List.of("operator", "backend-api"));
		String key = Files.readString(state.key("backend-api"));
		assertThat(run("workload-key", "register", "backend-api")).isEqualTo(2);
		assertThat(this.err.toString()).contains("backend-api has a key", "workload-key rotate backend-api");
		assertThat(state.key("backend-api")).hasContent(key);
		assertThat(run("workload-key", "register", "../keys/stranger")).isEqualTo(2);
	}

	@Test
	void keyThatTheCaHasNotHeardOfIsNotKept() {
		StateDirectory state = new StateDirectory(this.home);
		new FirstStart(state).complete(List.of("operator"));
		assertThat(run("workload-key", "register", "tts-runtime", "--port-offset", "20000")).isEqualTo(3);
		assertThat(state.key("tts-runtime")).doesNotExist();
	}

	@Test
	void rotatingAKeyThatIsElsewhereSaysWhatToDo() {
		assertThat(run("workload-key", "rotate", "stranger")).isEqualTo(2);
		assertThat(this.err.toString()).contains("'stranger' has no private key", "register its new");
		assertThat(run("workload-key", "rotate", "../keys/operator")).isEqualTo(2);
	}

	@Test
	void caThatIsDownLeavesTheKeysAlone() throws Exception {
		StateDirectory state = new StateDirectory(this.home);
		new FirstStart(state).complete(List.of("operator", "backend-api"));
		String key = Files.readString(state.key("backend-api"));
		assertThat(run("workload-key", "rotate", "backend-api", "--port-offset", "20000")).isEqualTo(3);
		assertThat(state.key("backend-api")).hasContent(key);
	}

	@Test
	void keyPairNeverPrints() {
		assertThat(WorkloadKeyPair.generate()).hasToString("WorkloadKeyPair[******]");
		assertThat(WorkloadKeyPair.generate().thumbprint()).matches("[0-9a-f]{64}");
	}

	private int run(String... arguments) {
		CommandLine command = CosyMesh.commandLine();
		command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(this.err, true));
		boolean subcommand = arguments.length > 1;
		return command.execute(Stream
			.concat(Arrays.stream(arguments), subcommand ? Stream.of("--home", this.home.toString()) : Stream.of())
			.toArray(String[]::new));
	}

}
