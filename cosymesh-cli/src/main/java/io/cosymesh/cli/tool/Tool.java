package io.cosymesh.cli.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;

/**
 * A program of this machine, and the words that each of its commands begins with.
 *
 * @param words the program and its first arguments
 * @param directory where it runs
 * @param absence what to say where it isn't installed
 */
public record Tool(List<String> words, Path directory, String absence) {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	public Tool {
		words = List.copyOf(words);
	}

	/**
	 * Runs a command to its end, without input.
	 * @param arguments the command
	 * @return what it left behind
	 * @throws CommandFailure if there is no such program, or it doesn't end
	 */
	public Output run(String... arguments) {
		return run(PATIENCE, arguments);
	}

	Output run(Duration patience, String... arguments) {
		Process process = start(arguments);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()),
					threads);
			CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()),
					threads);
			// Ended in any case before the threads are waited for, as they wait for it.
			try {
				process.getOutputStream().close();
				if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
					throw CommandFailure
						.unavailable("'%s' does not end".formatted(String.join(" ", command(arguments))));
				}
				return new Output(process.exitValue(), out.join(), err.join());
			}
			finally {
				end(process);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
	}

	/**
	 * Starts a command that goes on, with all its streams in the hands of the caller, who
	 * ends it.
	 * @param arguments the command
	 * @return the program
	 * @throws CommandFailure if there is no such program
	 */
	public Process start(String... arguments) {
		return start(builder(arguments));
	}

	/**
	 * Ends a command that goes on, and waits until it is gone.
	 * @param process what was started
	 */
	public static void end(Process process) {
		Children.end(process);
	}

	/**
	 * Runs a command whose progress a person wants to see. Nothing of it is a result, so
	 * all goes to standard error.
	 * @param console where people look
	 * @param arguments the command
	 * @return what it ended with
	 * @throws CommandFailure if there is no such program
	 */
	public int watch(Console console, String... arguments) {
		ProcessBuilder builder = builder(arguments);
		// On a terminal the program draws its progress itself.
		if (console.interactive()) {
			builder.redirectError(Redirect.INHERIT);
		}
		else {
			builder.redirectErrorStream(true);
		}
		return lines(start(builder), console::say);
	}

	/**
	 * Runs a command and hands on line by line what it prints, and what it complains of,
	 * until it ends or this thread is interrupted.
	 * @param line takes each line
	 * @param arguments the command
	 * @return what it ended with
	 * @throws CommandFailure if there is no such program
	 */
	public int lines(Consumer<String> line, String... arguments) {
		return lines(start(builder(arguments).redirectErrorStream(true)), line);
	}

	private static int lines(Process process, Consumer<String> line) {
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			process.getOutputStream().close();
			for (String next = reader.readLine(); next != null; next = reader.readLine()) {
				line.accept(next);
			}
			return process.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
		finally {
			end(process);
		}
	}

	private ProcessBuilder builder(String... arguments) {
		return new ProcessBuilder(command(arguments)).directory(this.directory.toFile());
	}

	private List<String> command(String... arguments) {
		return Stream.concat(this.words.stream(), Stream.of(arguments)).toList();
	}

	private Process start(ProcessBuilder builder) {
		try {
			return Children.adopt(builder.start());
		}
		catch (IOException ex) {
			throw CommandFailure.unavailable(this.absence);
		}
	}

	private static String read(InputStream in) {
		try (in) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
