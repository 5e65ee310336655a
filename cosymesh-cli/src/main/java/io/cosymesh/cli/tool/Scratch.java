package io.cosymesh.cli.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.state.PrivateFile;

/**
 * Files that live as long as a command, in a directory that only its owner may enter.
 */
public final class Scratch implements AutoCloseable {

	private final Path directory;

	private final List<Path> files = new ArrayList<>();

	private final Thread atExit = Thread.ofPlatform().unstarted(this::delete);

	/**
	 * Creates the directory.
	 */
	public Scratch() {
		try {
			this.directory = Files.createTempDirectory("cosymesh-");
			Runtime.getRuntime().addShutdownHook(this.atExit);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes a file with mode 0600.
	 * @param name its name
	 * @param content what it holds
	 * @return where it is
	 */
	public synchronized Path write(String name, String content) {
		Path file = this.directory.resolve(name);
		PrivateFile.write(file, content);
		this.files.add(file);
		return file;
	}

	@Override
	public void close() {
		delete();
		try {
			Runtime.getRuntime().removeShutdownHook(this.atExit);
		}
		catch (IllegalStateException ex) {
			// The process is ending, and the hook has done the same.
		}
	}

	private synchronized void delete() {
		this.files.forEach(PrivateFile::delete);
		PrivateFile.delete(this.directory);
	}

}
