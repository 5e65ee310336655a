package io.cosymesh.cli.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A program that a test writes.
 */
public final class Script {

	private Script() {
	}

	/**
	 * Writes one.
	 * @param directory where
	 * @param body what bash does
	 * @return the program
	 */
	public static Path write(Path directory, String body) {
		try {
			Path file = Files.createTempFile(directory, "program", "",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			return Files.writeString(file, "#!/bin/bash\n" + body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
