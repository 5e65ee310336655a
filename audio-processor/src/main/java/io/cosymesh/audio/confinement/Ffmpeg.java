package io.cosymesh.audio.confinement;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code ffmpeg} command, confined: limits by {@code prlimit} and {@code timeout}, an
 * empty environment, no terminal. Looked up anew each time, so installing it needs no
 * restart.
 */
public final class Ffmpeg {

	private final List<Path> directories;

	Ffmpeg(String searchPath) {
		this.directories = Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(searchPath)
			.flatMap(Ffmpeg::directory)
			.toList();
	}

	/**
	 * Returns the tools without which no codec runs.
	 * @return names of what is missing, empty when all is there
	 */
	public List<String> missing() {
		return Stream.of(Tool.values()).filter((tool) -> find(tool).isEmpty()).map(Tool::executable).toList();
	}

	/**
	 * Starts the command with its input and output in files.
	 * @param arguments arguments of ffmpeg
	 * @param confinement what it may use up
	 * @param files where its output goes; their directory is the one it works in
	 * @return the running process
	 * @throws IOException if it can't be started
	 */
	public CodecProcess start(List<String> arguments, Confinement confinement, OutputFiles files) throws IOException {
		ProcessBuilder builder = command(arguments, confinement);
		builder.directory(files.directory().toFile());
		builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
		builder.redirectOutput(files.output().toFile());
		builder.redirectError(files.log().toFile());
		return new CodecProcess(builder.start());
	}

	/**
	 * Starts the command as a filter between two pipes; what it reports is thrown away.
	 * @param arguments arguments of ffmpeg
	 * @param confinement what it may use up
	 * @return the running process
	 * @throws IOException if it can't be started
	 */
	public CodecProcess startFilter(List<String> arguments, Confinement confinement) throws IOException {
		ProcessBuilder builder = command(arguments, confinement);
		builder.directory(new File("/"));
		builder.redirectError(ProcessBuilder.Redirect.DISCARD);
		return new CodecProcess(builder.start());
	}

	private ProcessBuilder command(List<String> arguments, Confinement confinement) throws IOException {
		List<String> command = new ArrayList<>(confinement.commandLine(require(Tool.TIMEOUT), require(Tool.PRLIMIT)));
		command.addAll(List.of(require(Tool.FFMPEG), "-nostdin", "-hide_banner", "-nostats"));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().clear();
		return builder;
	}

	private String require(Tool tool) throws IOException {
		return find(tool).orElseThrow(() -> new IOException(tool.executable() + " is not installed")).toString();
	}

	private Optional<Path> find(Tool tool) {
		return this.directories.stream()
			.map((directory) -> directory.resolve(tool.executable()))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst();
	}

	private static Stream<Path> directory(String text) {
		try {
			Path directory = Path.of(text);
			return directory.isAbsolute() ? Stream.of(directory) : Stream.empty();
		}
		catch (InvalidPathException _) {
			return Stream.empty();
		}
	}

}
