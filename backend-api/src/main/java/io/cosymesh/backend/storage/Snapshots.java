package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Path;

import io.cosymesh.database.DatabaseSnapshots;

/**
 * Frozen copies of the local database and its audio, for backups. The database is copied
 * by H2 while it is in use; audio, which never changes, is linked. All methods block.
 */
final class Snapshots implements Retention {

	private final DatabaseSnapshots database;

	private final DiskAudioStore store;

	private final Prompts prompts;

	Snapshots(DatabaseSnapshots database, DiskAudioStore store, Prompts prompts) {
		this.database = database;
		this.store = store;
		this.prompts = prompts;
	}

	/**
	 * Takes a snapshot. No prompt comes or goes while the database is copied; other audio
	 * is linked before and after, so that what the database knows of is among it. Most of
	 * all audio is linked before anyone is kept waiting, as on another disk that is a
	 * copy.
	 * @return a folder with the database and a folder for each folder of audio, for its
	 * taker to delete
	 */
	Path take() {
		Path snapshot = this.database.begin();
		try {
			this.store.linkTo(snapshot);
			this.prompts.locked(() -> {
				this.store.linkTo(snapshot);
				this.database.freeze(snapshot);
				this.store.linkTo(snapshot);
				return snapshot;
			});
			this.database.unpack(snapshot);
			return snapshot;
		}
		catch (IOException ex) {
			throw this.store.failure(ex, 0);
		}
	}

	@Override
	public String name() {
		return DatabaseSnapshots.FOLDER;
	}

	@Override
	public int sweep() {
		return this.database.sweep();
	}

}
