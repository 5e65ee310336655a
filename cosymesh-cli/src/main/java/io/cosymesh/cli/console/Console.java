package io.cosymesh.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: results to standard output, everything a script should not read
 * to standard error.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param interactive whether a person is watching
 * @param coloured whether they want to see colours
 */
public record Console(PrintWriter out, PrintWriter err, boolean interactive, boolean coloured) {

	/**
	 * Creates a console without colours.
	 * @param out for results
	 * @param err for progress and complaints
	 * @param interactive whether a person is watching
	 */
	public Console(PrintWriter out, PrintWriter err, boolean interactive) {
		this(out, err, interactive, false);
	}

	/**
	 * The console of a command.
	 * @param spec the command
	 * @return its console
	 */
	public static Console of(CommandSpec spec) {
		boolean interactive = isTerminal();
		return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), interactive,
				interactive && Ansi.AUTO.enabled());
	}

	/**
	 * Tells whether a person is watching.
	 * @return whether input and output are a terminal
	 */
	public static boolean isTerminal() {
		return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
	}

	/**
	 * Colours a text where colours are wanted: on a terminal, unless {@code NO_COLOR} is
	 * set.
	 * @param paint the colour
	 * @param text the text
	 * @return the text, with or without colour
	 */
	public String paint(Paint paint, String text) {
		return this.coloured ? paint.on(text) : text;
	}

	/**
	 * Shows lines in place of everything that the terminal shows.
	 * @param lines the lines
	 */
	public void repaint(List<String> lines) {
		this.out.print("\u001b[H");
		lines.forEach((line) -> this.out.print(line + "\u001b[K\n"));
		this.out.print("\u001b[J");
		flush();
	}

	/**
	 * Prints a line of the result.
	 * @param line the line
	 */
	public void print(String line) {
		this.out.println(line);
		flush();
	}

	// Nobody tells a JVM that the reader of a pipe has gone.
	private void flush() {
		if (this.out.checkError()) {
			throw CommandFailure.because("nobody reads what is printed");
		}
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
