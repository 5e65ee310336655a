package io.cosymesh.ca.attestation.jwks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A key set that somebody mounts.
 *
 * @param file where
 */
record KeySetFile(Path file) implements KeySetSource {

	@Override
	public String read() throws IOException {
		try (InputStream content = Files.newInputStream(this.file)) {
			byte[] bytes = content.readNBytes(LARGEST + 1);
			if (bytes.length > LARGEST) {
				throw new IOException("Larger than any key set");
			}
			return new String(bytes, StandardCharsets.UTF_8);
		}
	}

}
