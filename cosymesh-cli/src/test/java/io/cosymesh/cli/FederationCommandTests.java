package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FederationCommandTests {

	@TempDir
	private Path home;

	private final StringWriter err = new StringWriter();

	@Test
	void withoutACaItSaysThatNoneIsRunning() {
		assertThat(run("ca", "federation", "--home", this.home.toString())).isEqualTo(3);
		assertThat(this.err.toString()).contains("no operator identity");
		assertThat(run("ca", "federation", "refresh", "partner.example", "--home", this.home.toString())).isEqualTo(3);
	}

	@Test
	void wrongArgumentsAreRefused() {
		assertThat(run("ca", "federation", "-o", "yaml", "--home", this.home.toString())).isEqualTo(2);
		assertThat(run("ca", "federation", "refresh", "--home", this.home.toString())).isEqualTo(2);
	}

	private int run(String... arguments) {
		return CosyMesh.commandLine()
			.setOut(new PrintWriter(new StringWriter(), true))
			.setErr(new PrintWriter(this.err, true))
			.execute(arguments);
	}

}
