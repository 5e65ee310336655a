package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuthzCommandTests {

	@TempDir
	private Path home;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/v1/synthesize            | '/v1/synthesize' is no request
			POST                      | 'POST' is no request
			POST v1/synthesize        | 'v1/synthesize' is no path: it must start with '/'
			FETCH /v1/synthesize      | 'FETCH' is no HTTP method
			POST /v1/synthesize?x=1   | leave out what begins with '?'
			""")
	void requestThatIsNoneGetsOneClearLine(String request, String complaint) {
		assertThat(run("authz", "explain", "--from", "backend-api", "--to", "inference-engine", request)).isEqualTo(2);
		assertThat(this.err.toString()).contains(complaint).hasLineCount(1);
	}

	@Test
	void methodAndPathMayBeTwoArguments() {
		assertThat(
				run("authz", "explain", "--from", "backend-api", "--to", "inference-engine", "post", "/v1/synthesize"))
			.isEqualTo(3);
		assertThat(this.err.toString()).contains("no operator identity");
	}

	@Test
	void unknownServiceIsRefusedWithTheKnownOnes() {
		assertThat(run("authz", "explain", "--from", "backend-api", "--to", "nginx", "GET /")).isEqualTo(2);
		assertThat(this.err.toString()).contains("'nginx' is no service", "audio-processor").hasLineCount(1);
	}

	@Test
	void callerThatIsNoWorkloadIsRefused() {
		assertThat(run("authz", "explain", "--from", "Backend API", "--to", "inference-engine", "GET /")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--from 'Backend API' names no workload").hasLineCount(1);
	}

	@Test
	void callerAndServiceMustBeNamed() {
		assertThat(run("authz", "explain", "--to", "inference-engine", "GET /")).isEqualTo(2);
		assertThat(run("authz", "explain", "--from", "backend-api", "GET /")).isEqualTo(2);
	}

	@Test
	void gatewayHasNoPeersAndSaysWhomItHas() {
		assertThat(run("authz", "explain", "--from", "backend-api", "--to", "webui-service", "GET /")).isEqualTo(2);
		assertThat(run("authz", "list", "--to", "webui-service")).isEqualTo(2);
		assertThat(this.err.toString().lines()).hasSize(2)
			.allMatch((line) -> line.contains("webui-service has no policy for peers"));
	}

	@Test
	void withoutAStackItSaysThatNoneIsRunning() {
		assertThat(run("authz")).isEqualTo(3);
		assertThat(run("authz", "list", "--to", "backend-api")).isEqualTo(3);
		assertThat(this.err.toString()).contains("no operator identity");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void unknownFormatIsRefused() {
		assertThat(run("authz", "-o", "yaml")).isEqualTo(2);
		assertThat(this.err.toString()).contains("-o must be table or json");
	}

	private int run(String... arguments) {
		return CosyMesh.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(Stream
				.concat(Arrays.stream(arguments), Stream.of("--home", this.home.toString(), "--port-offset", "20000"))
				.toArray(String[]::new));
	}

}
