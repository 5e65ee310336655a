package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.zip.ZipInputStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Frozen copies of the local database and its audio, for backups. The database is copied
 * by H2 while it is in use; audio, which never changes, is linked. All methods block.
 */
final class Snapshots implements Retention {

	static final String FOLDER = "snapshots";

	static final String DATABASE = "db.mv.db";

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	/** Whoever asked for a snapshot has taken it by then, or crashed. */
	private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

	private final Path directory;

	private final DiskAudioStore store;

	private final Prompts prompts;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	Snapshots(Path directory, DiskAudioStore store, Prompts prompts, JdbcClient jdbc, InstantSource clock) {
		this.directory = directory;
		this.store = store;
		this.prompts = prompts;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Takes a snapshot. No prompt comes or goes meanwhile; other audio is linked before
	 * and after, so that what the database knows of is among it.
	 * @return a folder with the database and a folder for each folder of audio, for its
	 * taker to delete
	 */
	Path take() {
		Path snapshot = this.directory.resolve(FOLDER).resolve(UUID.randomUUID().toString());
		try {
			Files.createDirectories(snapshot, OWNER_ONLY);
			Path archive = snapshot.resolve("db.zip");
			this.prompts.locked(() -> {
				this.store.linkTo(snapshot);
				this.jdbc.sql("backup to :file").param("file", archive.toString()).update();
				this.store.linkTo(snapshot);
				return archive;
			});
			unpack(archive, snapshot.resolve(DATABASE));
			return snapshot;
		}
		catch (IOException ex) {
			throw this.store.failure(ex, 0);
		}
	}

	private static void unpack(Path archive, Path database) throws IOException {
		try (InputStream in = Files.newInputStream(archive); ZipInputStream zip = new ZipInputStream(in)) {
			while (!DATABASE.equals(nextName(zip))) {
				// goes on to the next
			}
			Files.copy(zip, database);
		}
		Files.delete(archive);
	}

	private static String nextName(ZipInputStream zip) throws IOException {
		var entry = zip.getNextEntry();
		if (entry == null) {
			throw new NoSuchFileException(DATABASE);
		}
		return entry.getName();
	}

	@Override
	public String name() {
		return FOLDER;
	}

	@Override
	public int sweep() {
		Instant before = this.clock.instant().minus(ABANDONED_AFTER);
		int deleted = 0;
		try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(this.directory.resolve(FOLDER))) {
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

}
