package io.cosymesh.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Frozen copies of a local database, for backups: H2 makes them while it is in use. All
 * methods block.
 */
public final class DatabaseSnapshots {

	/** The folder beside the database that snapshots are in. */
	public static final String FOLDER = "snapshots";

	/** The file of the database. */
	public static final String DATABASE = "db.mv.db";

	/** Whoever asked for a snapshot has taken it by then, or crashed. */
	private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

	private final Path folder;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	/**
	 * Creates what takes snapshots.
	 * @param directory the folder of the database
	 * @param jdbc the database
	 * @param clock tells which snapshots are abandoned
	 */
	public DatabaseSnapshots(Path directory, JdbcClient jdbc, InstantSource clock) {
		this.folder = directory.resolve(FOLDER);
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Makes the folder of a new snapshot.
	 * @return an empty folder for its taker to delete
	 */
	public Path begin() {
		return new PrivateFolder(this.folder.resolve(UUID.randomUUID().toString())).make().path();
	}

	/**
	 * Copies the database as it is at this moment, packed.
	 * @param snapshot what {@link #begin} made
	 */
	public void freeze(Path snapshot) {
		this.jdbc.sql("backup to :file").param("file", archiveIn(snapshot).toString()).update();
	}

	/**
	 * Unpacks what was copied.
	 * @param snapshot what has been frozen
	 * @throws IOException if there is no room, or the folder is gone
	 */
	public void unpack(Path snapshot) throws IOException {
		Path archive = archiveIn(snapshot);
		try (InputStream in = Files.newInputStream(archive); ZipInputStream zip = new ZipInputStream(in)) {
			while (!DATABASE.equals(nextName(zip))) {
				// goes on to the next
			}
			Files.copy(zip, snapshot.resolve(DATABASE));
		}
		Files.delete(archive);
	}

	/**
	 * Deletes snapshots that nobody has taken.
	 * @return how many
	 */
	public int sweep() {
		Instant before = this.clock.instant().minus(ABANDONED_AFTER);
		int deleted = 0;
		try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(this.folder)) {
			for (Path snapshot : snapshots) {
				if (Files.getLastModifiedTime(snapshot).toInstant().isBefore(before)
						&& FileSystemUtils.deleteRecursively(snapshot)) {
					deleted++;
				}
			}
			return deleted;
		}
		catch (NoSuchFileException _) {
			return deleted;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path archiveIn(Path snapshot) {
		return snapshot.resolve("db.zip");
	}

	private static String nextName(ZipInputStream zip) throws IOException {
		ZipEntry entry = zip.getNextEntry();
		if (entry == null) {
			throw new NoSuchFileException(DATABASE);
		}
		return entry.getName();
	}

}
