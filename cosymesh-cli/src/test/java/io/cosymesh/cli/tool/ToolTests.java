package io.cosymesh.cli.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ToolTests {

	@TempDir
	private Path directory;

	@Test
	void whatItPrintsAndComplainsOfIsKeptApart() {
		Output output = tool("echo \"$1 $2\"; echo first >&2; echo 'no such pod' >&2; exit 3").run("get", "pods");
		assertThat(output.isSuccess()).isFalse();
		assertThat(output.exitCode()).isEqualTo(3);
		assertThat(output.text()).isEqualTo("get pods\n");
		assertThat(output.complaint()).isEqualTo("no such pod");
	}

	@Test
	@Timeout(30)
	void programThatDoesNotEndIsEnded() {
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(() -> tool("exec sleep 600").run(Duration.ofMillis(200), "ps"))
			.withMessageContaining("does not end");
	}

	@Test
	void whatItPrintsIsNotShown() {
		assertThat(tool("echo cosy_secret").run()).asString().doesNotContain("cosy_secret");
	}

	@Test
	void programThatIsNotInstalledIsNamedWithTheFix() {
		Tool missing = new Tool(List.of(this.directory.resolve("docker").toString()), this.directory, "install it");
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> missing.run("ps"))
			.withMessage("install it")
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
	}

	@Test
	void programWithoutInputDoesNotWaitForIt() {
		assertThat(tool("cat; echo done").run().text()).isEqualTo("done\n");
	}

	@Test
	void linesOfBothStreamsAreHandedOn() {
		List<String> lines = new ArrayList<>();
		assertThat(tool("echo one; echo two >&2; exit 4").lines(lines::add)).isEqualTo(4);
		assertThat(lines).containsExactlyInAnyOrder("one", "two");
	}

	@Test
	void endTakesWhatTheProgramHasStartedWithIt() {
		Process process = tool("trap '' TERM; sleep 600 & wait; sleep 600").start();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> process.descendants().findAny().isPresent());
		List<ProcessHandle> children = process.descendants().toList();
		Tool.end(process);
		assertThat(process.isAlive()).isFalse();
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
	}

	@Test
	void scratchIsForItsOwnerAloneAndGoesWithTheCommand() throws Exception {
		Path file;
		try (Scratch scratch = new Scratch()) {
			file = scratch.write("key.pem", "secret");
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
			assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
		}
		assertThat(file.getParent()).doesNotExist();
	}

	private Tool tool(String body) {
		return new Tool(List.of(Script.write(this.directory, body).toString()), this.directory, "install it");
	}

}
