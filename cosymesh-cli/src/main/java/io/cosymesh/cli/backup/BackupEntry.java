package io.cosymesh.cli.backup;

import java.util.regex.Pattern;

/**
 * Names of what a backup holds: two databases, audio named by its content, and the
 * checksums of all.
 */
final class BackupEntry {

	/** The database of voices and jobs, a file of H2. */
	static final String DATABASE = "db.mv.db";

	/** The gateway's database of people and keys, a file of H2. */
	static final String PEOPLE = "people.mv.db";

	/** The last entry, as {@code sha256sum -c} reads it. */
	static final String CHECKSUMS = "SHA256SUMS";

	private static final Pattern AUDIO = Pattern.compile("[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?/[0-9a-f]{64}\\.pcm");

	private static final Pattern SNAPSHOTS = Pattern.compile("snapshots/.*");

	private BackupEntry() {
	}

	static boolean isKept(String name) {
		return name.equals(DATABASE) || name.equals(PEOPLE)
				|| (AUDIO.matcher(name).matches() && !SNAPSHOTS.matcher(name).matches());
	}

}
