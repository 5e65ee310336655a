package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTests {

	@TempDir
	Path home;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void statusBeforeTheFirstStartListsFiveStoppedServices() {
		assertThat(run("status", "--json")).isZero();
		JsonNode services = JsonMapper.shared().readTree(this.out.toString()).path("services");
		assertThat(services.size()).isEqualTo(5);
		assertThat(services).allSatisfy((service) -> {
			assertThat(service.propertyNames()).containsExactlyInAnyOrder("name", "pid", "port", "state", "spiffeId",
					"expiresAt");
			assertThat(service.path("state").asString()).isEqualTo("stopped");
			assertThat(service.path("pid").isNull()).isTrue();
		});
	}

	@Test
	void caCommandsWithoutACaSayThatItIsNotRunning() {
		assertThat(run("ca", "authorities", "-o", "json")).isEqualTo(3);
		assertThat(this.err.toString()).contains("no operator identity");
		assertThat(run("ca", "prepare", "root")).isEqualTo(3);
		assertThat(run("ca", "activate", "0a1b2c3d")).isEqualTo(3);
		assertThat(run("ca", "taint", "0a1b2c3d")).isEqualTo(3);
		assertThat(run("ca", "revoke", "0a1b2c3d", "--force")).isEqualTo(3);
		assertThat(run("ca", "rotate", "intermediate")).isEqualTo(3);
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void caCommandsWithWrongArgumentsAreRefused() {
		assertThat(run("ca")).isEqualTo(2);
		assertThat(run("ca", "authorities", "-o", "yaml")).isEqualTo(2);
		assertThat(run("ca", "activate")).isEqualTo(2);
	}

	@Test
	void credentialsBeforeTheFirstStartSayWhatToType() {
		assertThat(run("credentials", "--json")).isEqualTo(3);
		assertThat(this.err.toString()).contains("./cosymesh up");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void downWhenNothingRunsIsNoFailure() {
		assertThat(run("down")).isZero();
		assertThat(this.err.toString()).contains("not running");
	}

	@Test
	void svidLifetimeOutOfBoundsIsRefused() {
		assertThat(run("up", "--svid-ttl", "30s")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--svid-ttl must be between 1m and 24h");
	}

	@Test
	void impossiblePortIsRefused() {
		assertThat(run("up", "--port", "70000")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--port must be between 1 and 65535");
	}

	@Test
	void unknownServiceIsRefusedWithTheKnownOnes() {
		assertThat(run("logs", "nginx")).isEqualTo(2);
		assertThat(this.err.toString()).contains("'nginx' is no service", "audio-processor");
	}

	@Test
	void missingClipIsSaidBeforeAnythingIsSent() {
		assertThat(run("speak", "--prompt", this.home.resolve("no.wav").toString(), "--text", "Hello")).isEqualTo(2);
		assertThat(this.err.toString()).contains("prompt: there is no file");
	}

	@Test
	void enginesBeforeTheFirstStartSayWhatToType() {
		assertThat(run("engines", "-o", "json")).isEqualTo(3);
		assertThat(this.err.toString()).contains("./cosymesh up");
		assertThat(run("engines", "-o", "yaml")).isEqualTo(2);
	}

	@Test
	void checkBeforeTheFirstStartNamesEveryFaultAndSaysWhatToType() {
		assertThat(run("check", "--no-speech", "--port-offset", "20000")).isEqualTo(1);
		assertThat(this.out.toString()).contains("× CosyMesh was started from", "start it with ./cosymesh up",
				"× inference-engine runs", "× the trust bundle can be read", "Status check results are ×");
		assertThat(this.err.toString()).contains("checks failed");
	}

	@Test
	void commandsThatReadTheGatewaySayThatNothingRuns() {
		for (String command : List.of("edges", "stat", "top", "tap", "identity")) {
			assertThat(run(command)).as(command).isEqualTo(3);
		}
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void unknownFormatsAndFiltersAreRefused() {
		assertThat(run("edges", "-o", "yaml")).isEqualTo(2);
		assertThat(run("identity", "-o", "yaml")).isEqualTo(2);
		assertThat(run("stat", "nginx")).isEqualTo(2);
		assertThat(run("tap", "--max-rps", "101")).isEqualTo(2);
		assertThat(run("tap", "--status", "4x")).isEqualTo(2);
		assertThat(this.err.toString()).contains("-o must be table, wide or json", "'nginx' is no service",
				"--max-rps must be between 1 and 100", "--status must be a status such as 403");
	}

	@Test
	void workloadApiWithoutAKeySaysWhichCommandRegistersIt() {
		assertThat(run("workload-api", "--service-account", "tts-runtime")).isEqualTo(2);
		assertThat(this.err.toString()).contains("tts-runtime has no key",
				"./cosymesh workload-key register tts-runtime");
	}

	@Test
	void workloadApiTakesOneProof() {
		assertThat(run("workload-api", "--service-account", "tts-runtime", "--workload-key", "a", "--token", "b"))
			.isEqualTo(2);
		assertThat(this.err.toString()).contains("mutually exclusive");
	}

	@Test
	void workloadApiRefusesNamesThatMakeNoSpiffeId() {
		assertThat(run("workload-api", "--service-account", "TTS", "--workload-key", "a")).isEqualTo(2);
		assertThat(this.err.toString()).contains("The service account must be");
	}

	@Test
	void workloadApiNeedsUsersThisMachineKnows() {
		assertThat(
				run("workload-api", "--service-account", "tts", "--workload-key", "a", "--allow-uid", "no-such-user"))
			.isEqualTo(2);
		assertThat(this.err.toString()).contains("There is no user 'no-such-user'");
	}

	private int run(String... arguments) {
		CommandLine command = CosyMesh.commandLine();
		command.setOut(new PrintWriter(this.out, true)).setErr(new PrintWriter(this.err, true));
		String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--home", this.home.toString()))
			.toArray(String[]::new);
		return command.execute(all);
	}

}
