package io.cosymesh.ca.attestation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * The public keys of a directory, {@code <namespace>/<service-account>.pem}, read anew
 * every time so that registering and withdrawing take effect at once.
 */
final class RegisteredKeys {

	private static final Logger logger = LoggerFactory.getLogger(RegisteredKeys.class);

	private static final int LARGEST_FILE = 8192;

	private final Path directory;

	RegisteredKeys(Path directory) {
		this.directory = directory;
	}

	/**
	 * Finds the key of a workload.
	 * @param workload the claimed name, whose parts are DNS labels and thus safe in a
	 * path
	 * @return the key
	 * @throws RefusedException if there is none, or none that can be used
	 */
	RegisteredKey find(WorkloadName workload) {
		Path file = this.directory.resolve(workload.namespace()).resolve(workload.serviceAccount() + ".pem");
		try {
			return RegisteredKey.parse(read(file));
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			throw RefusedException.of(Refusal.UNKNOWN_WORKLOAD, "No key is registered for that service account.");
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException ex) {
			logger.warn("event=registration-unusable file={} cause={}", file, ex.getClass().getSimpleName());
			throw RefusedException.of(Refusal.REGISTRATION_UNUSABLE, "The key registered for it cannot be used.");
		}
	}

	private static String read(Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			byte[] bytes = content.readNBytes(LARGEST_FILE + 1);
			if (bytes.length > LARGEST_FILE) {
				throw new IOException("Larger than any public key");
			}
			return new String(bytes, StandardCharsets.US_ASCII);
		}
	}

}
