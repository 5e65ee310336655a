package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notes beside the database where the audio is when it isn't there too: who takes a
 * backup while nobody runs would miss it.
 */
final class AudioElsewhere {

	private static final String FILE = "audio.elsewhere";

	private AudioElsewhere() {
	}

	static void note(StorageProperties properties, S3Properties s3) {
		Path database = properties.directory().toAbsolutePath().normalize();
		Path audio = properties.audio().toAbsolutePath().normalize();
		Path note = database.resolve(FILE);
		try {
			if (!s3.isConfigured() && audio.equals(database)) {
				Files.deleteIfExists(note);
			}
			else {
				Files.writeString(note, s3.isConfigured() ? "the bucket " + s3.bucket() : audio.toString());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
