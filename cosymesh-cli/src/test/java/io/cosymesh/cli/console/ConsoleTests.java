package io.cosymesh.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsoleTests {

	@Test
	void whatNobodyReadsEndsTheCommand() {
		Console console = new Console(new PrintWriter(new BrokenPipe(), true, StandardCharsets.UTF_8),
				new PrintWriter(OutputStream.nullOutputStream()), false);
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> console.print("a line"));
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> console.repaint(List.of("a line")));
	}

	private static final class BrokenPipe extends OutputStream {

		@Override
		public void write(int one) throws IOException {
			throw new IOException("Broken pipe");
		}

	}

}
