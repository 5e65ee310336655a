package io.cosymesh.cli.compose;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.stack.StartOptions;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.tool.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A Compose project of which identity-ca has ended, audio-processor runs and says
 * nothing, and nothing else is there.
 */
class ComposeContextTests {

	private static final String PROJECT = """
			shift 3
			case $1 in
			  ps)
			    echo '{"Service":"identity-ca","Name":"p-identity-ca-1","State":"exited","Health":"","ExitCode":1}'
			    echo '{"Service":"audio-processor","Name":"p-audio-processor-1","State":"running","Health":"unhealthy"}'
			    ;;
			  logs) printf '\\033[2Klast words of %s\\n' "${!#}" ;;
			  up) echo 'dependency failed to start' >&2; exit 1 ;;
			  build) ;;
			  restart) echo "restarted ${*:2}" >&2 ;;
			  exec) echo 'nothing answers' >&2; exit 1 ;;
			esac
			""";

	@TempDir
	private Path directory;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private final Console console = new Console(new PrintWriter(this.out, true), new PrintWriter(this.err, true),
			false);

	@Test
	void eachServiceIsReportedWithWhatIsWrong() {
		try (ComposeContext context = context(PROJECT)) {
			assertThat(context.isBegun()).isTrue();
			List<ServiceReport> reports = context.inspect();
			assertThat(reports).extracting((report) -> report.state().reason())
				.containsExactly("its container has ended with exit code 1", "its container is unhealthy",
						"it has no container", "it has no container", "it has no container");
			assertThat(reports).extracting((report) -> report.state().state())
				.startsWith(ServiceState.State.STOPPED, ServiceState.State.UNHEALTHY);
			assertThat(reports.get(1).readiness().detail()).isEqualTo("no answer on management port 8081");
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> context.mesh(reports.getFirst()))
				.withMessage("its container has ended with exit code 1");
		}
	}

	@Test
	void whatIsNeededAndDoesNotRunIsNamed() {
		try (ComposeContext context = context(PROJECT)) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(context::ca)
				.withMessage("identity-ca does not run: its container has ended with exit code 1;"
						+ " docker compose logs identity-ca says more")
				.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(context::gateway)
				.withMessageContaining("webui-service has no container");
		}
	}

	@Test
	void gatewayWithoutAPublishedPortIsNamed() {
		try (ComposeContext context = context(
				"echo '{\"Service\":\"webui-service\",\"Name\":\"g\",\"State\":\"running\",\"Publishers\":[]}'")) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(context::gateway)
				.withMessageContaining("webui-service publishes no port");
		}
	}

	@Test
	void startThatFailsTellsWhoIsIllAndItsLastWords() {
		try (ComposeContext context = context(PROJECT)) {
			assertThatExceptionOfType(CommandFailure.class)
				.isThrownBy(() -> context.up(new StartOptions(false, null, null, true, "local"), this.console))
				.withMessageContaining("docker compose up failed: identity-ca, audio-processor")
				.satisfies((failure) -> assertThat(failure.exitCode()).isOne());
		}
		assertThat(this.err.toString()).contains("dependency failed to start",
				"identity-ca: its container has ended with exit code 1. Its last log lines:",
				"last words of identity-ca");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void restartMakesContainersThatAreMissingAndRestartsTheOthers() {
		try (ComposeContext context = context(PROJECT)) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(
					() -> context.restart(List.of(MeshService.IDENTITY_CA, MeshService.BACKEND_API), this.console));
		}
		assertThat(this.err.toString()).contains("restarted --no-deps identity-ca\n", "dependency failed to start")
			.doesNotContain("restarted --no-deps identity-ca backend-api");
	}

	@Test
	void logsAreResults() {
		try (ComposeContext context = context(PROJECT)) {
			context.logs(new LogRequest(MeshService.IDENTITY_CA, false, 5), this.console);
		}
		assertThat(this.out.toString()).isEqualTo("last words of identity-ca\n");
	}

	@Test
	void projectWithoutContainersIsNotRunning() {
		try (ComposeContext context = context("exit 0")) {
			assertThat(context.isBegun()).isFalse();
			context.down(false, this.console);
		}
		assertThat(this.err.toString()).isEqualTo("CosyMesh is not running.\n");
	}

	private ComposeContext context(String script) {
		Docker docker = new Docker(Script.write(this.directory, script).toString(), this.directory);
		return new ComposeContext(docker, this.directory, new Workspace(), InstantSource.system());
	}

}
