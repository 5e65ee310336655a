package io.cosymesh.cli.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that nobody but their owner may read: created with mode 0600 and
 * 0700, and complete from the moment they have a name.
 */
public final class PrivateFile {

	private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

	private static final FileAttribute<Set<PosixFilePermission>> FILE = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private PrivateFile() {
	}

	/**
	 * Writes a file as a whole, replacing what was there.
	 * @param file the file
	 * @param content its new content
	 */
	public static void write(Path file, String content) {
		try {
			Path scratch = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new", FILE);
			Files.writeString(scratch, content, StandardCharsets.UTF_8);
			Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Copies a file as a whole, replacing what was there.
	 * @param source the file to copy
	 * @param file what it becomes
	 * @return the copy
	 */
	public static Path copy(Path source, Path file) {
		try {
			write(file, Files.readString(source, StandardCharsets.UTF_8));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes a directory, its parents included, and closes it to everyone else.
	 * @param directory the directory
	 */
	public static void directory(Path directory) {
		try {
			Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
			Files.setPosixFilePermissions(directory, DIRECTORY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Creates an empty file unless it exists.
	 * @param file the file
	 */
	public static void touch(Path file) {
		try {
			if (!Files.exists(file)) {
				Files.createFile(file, FILE);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Removes a file if it is there.
	 * @param file the file
	 */
	public static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
