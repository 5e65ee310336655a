package io.cosymesh.cli.console;

import java.io.PrintWriter;
import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: results to standard output, everything a script should not read
 * to standard error.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param interactive whether a person is watching
 */
public record Console(PrintWriter out, PrintWriter err, boolean interactive) {

	/**
	 * The console of a command.
	 * @param spec the command
	 * @return its console
	 */
	public static Console of(CommandSpec spec) {
		return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(),
				Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
	}

	/**
	 * Prints a line of the result.
	 * @param line the line
	 */
	public void print(String line) {
		this.out.println(line);
		this.out.flush();
	}

	/**
	 * Says something to the person at the keyboard.
	 * @param line the line
	 */
	public void say(String line) {
		this.err.println(line);
		this.err.flush();
	}

	/**
	 * Rewrites the current line of a terminal; does nothing where nobody watches.
	 * @param line the line, shorter than the terminal
	 */
	public void progress(String line) {
		if (this.interactive) {
			this.err.print("\r\u001b[2K" + line);
			this.err.flush();
		}
	}

	/**
	 * Takes the progress line away.
	 */
	public void endProgress() {
		progress("");
	}

}
