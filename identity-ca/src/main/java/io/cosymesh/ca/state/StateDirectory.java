package io.cosymesh.ca.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory that only this process's user may enter, with files that only they may
 * read.
 */
public final class StateDirectory {

	private static final Set<PosixFilePermission> OWNER_ENTERS = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> OWNER_READS = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> EVERYBODY_READS = PosixFilePermissions.fromString("rw-r--r--");

	private final Path path;

	private StateDirectory(Path path) {
		this.path = path;
	}

	/**
	 * Opens a directory, creating it if needed, and closes it to everybody else.
	 * @param path where it is
	 * @return the directory
	 */
	public static StateDirectory open(Path path) {
		Path absolute = path.toAbsolutePath().normalize();
		try {
			if (!Files.isDirectory(absolute)) {
				Files.createDirectories(absolute, PosixFilePermissions.asFileAttribute(OWNER_ENTERS));
			}
			Files.setPosixFilePermissions(absolute, OWNER_ENTERS);
			return new StateDirectory(absolute);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot use %s as a private directory".formatted(absolute), ex);
		}
	}

	/**
	 * Returns the path of a file or directory in here.
	 * @param name its name
	 * @return the absolute path
	 */
	public Path resolve(String name) {
		return this.path.resolve(name);
	}

	/**
	 * Opens a directory in here.
	 * @param name its name
	 * @return the directory, private as this one
	 */
	public StateDirectory directory(String name) {
		return open(resolve(name));
	}

	/**
	 * Makes sure that a file exists and that nobody else may read it.
	 * @param name its name
	 */
	public void reserve(String name) {
		Path file = resolve(name);
		try {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_READS));
		}
		catch (FileAlreadyExistsException ex) {
			restrict(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create %s".formatted(file), ex);
		}
	}

	/**
	 * Replaces a private file, whole or not at all.
	 * @param name its name
	 * @param content what it will hold
	 */
	public void write(String name, byte[] content) {
		replace(resolve(name), content, OWNER_READS);
	}

	/**
	 * Replaces a file that everybody may read, whole or not at all.
	 * @param file where it is
	 * @param content what it will hold
	 */
	public static void publish(Path file, byte[] content) {
		replace(file.toAbsolutePath().normalize(), content, EVERYBODY_READS);
	}

	private static void replace(Path file, byte[] content, Set<PosixFilePermission> permissions) {
		try {
			Path directory = file.resolveSibling(".");
			Files.createDirectories(directory);
			Path draft = Files.createTempFile(directory, "." + file.getFileName(), ".tmp",
					PosixFilePermissions.asFileAttribute(OWNER_READS));
			try {
				writeToDisk(draft, content);
				Files.setPosixFilePermissions(draft, permissions);
				Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(draft);
			}
			forceToDisk(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write %s".formatted(file), ex);
		}
	}

	private static void writeToDisk(Path file, byte[] content) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer remaining = ByteBuffer.wrap(content);
			while (remaining.hasRemaining()) {
				channel.write(remaining);
			}
			channel.force(true);
		}
	}

	// A rename survives a power cut only when the directory itself has reached the disk.
	private static void forceToDisk(Path directory) throws IOException {
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
	}

	private static void restrict(Path file) {
		try {
			Files.setPosixFilePermissions(file, OWNER_READS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot restrict %s to its owner".formatted(file), ex);
		}
	}

}
