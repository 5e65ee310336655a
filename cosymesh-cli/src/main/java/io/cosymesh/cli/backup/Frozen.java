package io.cosymesh.cli.backup;

import java.nio.file.Path;

/**
 * A directory that nobody changes while it is open.
 *
 * @param directory where it is
 * @param isCopy whether it is a service's snapshot, which whoever asked for it deletes
 */
record Frozen(Path directory, boolean isCopy) implements AutoCloseable {

	@Override
	public void close() {
		if (this.isCopy) {
			Directories.delete(this.directory);
		}
	}

}
