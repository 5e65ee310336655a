package io.cosymesh.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import org.flywaydb.core.Flyway;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * A folder that only its owner can look into.
 *
 * @param path where it is
 */
public record PrivateFolder(Path path) {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	/**
	 * Makes it if it isn't there.
	 * @return the folder
	 * @throws UncheckedIOException if that can't be done
	 */
	public PrivateFolder make() {
		try {
			Files.createDirectories(this.path, OWNER_ONLY);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Folder can't be made: " + this.path, ex);
		}
	}

	/**
	 * Returns how the tables of a database in this folder are made. The database itself
	 * would make folder and file readable for everyone.
	 * @return makes the folder, then the tables
	 */
	public FlywayMigrationStrategy migration() {
		return (Flyway flyway) -> {
			make();
			flyway.migrate();
			closeFiles();
		};
	}

	private void closeFiles() {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.path, Files::isRegularFile)) {
			for (Path file : files) {
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Files can't be protected in " + this.path, ex);
		}
	}

}
