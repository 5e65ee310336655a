package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import io.cosymesh.cli.state.ContextOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which CosyMesh a command line means.
 */
class ContextTests {

	@TempDir
	private Path home;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void unknownContextIsRefusedWithTheKnownOnes() {
		assertThat(run("--context", "docker", "status")).isEqualTo(2);
		assertThat(run("check", "--context=docker")).isEqualTo(2);
		assertThat(this.err.toString().lines())
			.containsOnly("cosymesh: 'docker' is no context; there are local, compose, kubernetes");
	}

	@Test
	void localIsWhatNobodyNames() {
		assertThat(run("status")).isZero();
		assertThat(run("--context", "local", "status")).isZero();
		assertThat(this.out.toString()).contains("PID").doesNotContain("READY");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--context compose                                | ./cosymesh --context compose up
					--context kubernetes --kube-context prod         | ./cosymesh --context kubernetes --kube-context prod up
					--context kubernetes --kube-namespace speech     | ./cosymesh --context kubernetes --kube-namespace speech up
					--context compose --project-directory /srv/cosy  | ./cosymesh --context compose --project-directory /srv/cosy up
					--context local                                  | ./cosymesh up
					""")
	void commandsThatAreNamedMeanTheSameCosyMesh(String options, String expected) {
		CommandLine command = CosyMesh.commandLine();
		command.parseArgs(Stream.concat(Stream.of("status"), Stream.of(options.split(" "))).toArray(String[]::new));
		assertThat(ContextOptions.of(command.getCommandSpec()).wording("start it with ./cosymesh up"))
			.isEqualTo("start it with " + expected);
	}

	@Test
	void optionsMayStandBeforeTheCommandAndAfterIt() {
		CommandLine before = CosyMesh.commandLine();
		before.parseArgs("--context", "compose", "authz", "list");
		CommandLine after = CosyMesh.commandLine();
		after.parseArgs("authz", "list", "--context", "compose");
		assertThat(ContextOptions.of(before.getCommandSpec()).name())
			.isEqualTo(ContextOptions.of(after.getCommandSpec()).name())
			.hasToString("COMPOSE");
	}

	@Test
	void folderOfTheProjectMustBeThere() {
		assertThat(run("status", "--context", "compose", "--project-directory", "/no/such/folder")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--project-directory: there is no folder /no/such/folder");
	}

	@Test
	void optionsOfTheLocalStackSayWhatStandsInTheirPlace() {
		assertThat(run("up", "--context", "compose", "--port", "9000")).isEqualTo(2);
		assertThat(run("up", "--context", "compose", "--svid-ttl", "10m")).isEqualTo(2);
		assertThat(run("up", "--context", "kubernetes", "--port", "9000")).isEqualTo(2);
		assertThat(run("up", "--context", "kubernetes", "--overlay", "no-such-overlay")).isEqualTo(2);
		assertThat(this.err.toString()).contains("COSYMESH_PORT", "COSYMESH_CA_SVIDTTL", "an overlay says it",
				"--overlay: there is neither");
	}

	@Test
	void commandsThatNeedThisMachinesFilesSayWhatToDoInstead() {
		assertThat(run("backup", "voices.zip", "--context", "compose")).isEqualTo(2);
		assertThat(run("restore", "pom.xml", "--context", "kubernetes")).isEqualTo(2);
		assertThat(run("workload-key", "rotate", "backend-api", "--context", "kubernetes")).isEqualTo(2);
		assertThat(run("workload-key", "register", "reporting", "--context", "compose")).isEqualTo(2);
		assertThat(run("workload-api", "--service-account", "tts", "--context", "kubernetes")).isEqualTo(2);
		assertThat(this.err.toString()).contains("docs/deploy-compose.md", "docs/backup.md#postgresql-and-a-bucket",
				"./cosymesh --context kubernetes workload-key register NAME --public-key", "name its public half",
				"docs/workload-api.md");
	}

	private int run(String... arguments) {
		return CosyMesh.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(Stream.concat(Arrays.stream(arguments), Stream.of("--home", this.home.toString()))
				.toArray(String[]::new));
	}

}
