package io.cosymesh.cli.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What backend-api leaves beside its database when the audio is somewhere else, on
 * another disk or in a bucket.
 */
final class AudioElsewhere {

	static final String BY_HAND = "copy both by hand: docs/backup.md#audio-elsewhere";

	private static final String FILE = "audio.elsewhere";

	private AudioElsewhere() {
	}

	static Optional<String> in(Path voices) {
		try {
			return Optional.of(Files.readString(voices.resolve(FILE), StandardCharsets.UTF_8).strip());
		}
		catch (NoSuchFileException _) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
