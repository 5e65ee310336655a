package io.cosymesh.ca.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.state.StateDirectory;

/**
 * The file that holds a key-encryption key: 32 random bytes in base64.
 */
public final class KeyEncryptionKeyFile {

	private static final Logger logger = LoggerFactory.getLogger(KeyEncryptionKeyFile.class);

	private static final String MAKE = "Make one with 'umask 077; openssl rand -base64 32 > FILE' and set"
			+ " cosymesh.ca.authority.key-encryption-key to its path.";

	// Kubernetes mounts a Secret with the group of the pod and another owner.
	private static final Set<PosixFilePermission> NOT_FOR_THESE = PosixFilePermissions.fromString("----w-rwx");

	private static final Set<PosixFilePermission> NOT_FOR_GROUP = PosixFilePermissions.fromString("---rwx---");

	private final SecureRandom random;

	/**
	 * Reads files.
	 * @param random source of keys and nonces
	 */
	public KeyEncryptionKeyFile(SecureRandom random) {
		this.random = random;
	}

	/**
	 * Reads the key that an operator made.
	 * @param file where it is
	 * @return the key
	 * @throws KeyEncryptionKeyUnusableException if it isn't there, may be read by others,
	 * or is no key
	 */
	public KeyEncryptionKey read(Path file) {
		try {
			requirePrivate(file);
			byte[] key = Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
			return new KeyEncryptionKey(key, this.random);
		}
		catch (IOException ex) {
			throw new KeyEncryptionKeyUnusableException(
					"The key-encryption key file %s cannot be read.".formatted(file), MAKE, ex);
		}
		catch (IllegalArgumentException ex) {
			throw new KeyEncryptionKeyUnusableException(
					"The key-encryption key file %s does not hold 32 bytes in base64.".formatted(file),
					"Restore it from a backup. For a new installation: " + MAKE, null);
		}
	}

	/**
	 * Reads the key of an installation that keeps its own, making it at first start.
	 * @param directory where it is kept
	 * @param name its file name
	 * @return the key
	 */
	public KeyEncryptionKey readOrMake(StateDirectory directory, String name) {
		Path file = directory.resolve(name);
		if (!Files.exists(file)) {
			byte[] key = new byte[KeyEncryptionKey.BYTES];
			this.random.nextBytes(key);
			directory.write(name, (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
			logger.info("event=key-encryption-key-made file={}", file);
		}
		return read(file);
	}

	/**
	 * Says that a key has to be configured.
	 * @param why why the CA makes none itself
	 * @return the exception to throw
	 */
	public static KeyEncryptionKeyUnusableException missing(String why) {
		return new KeyEncryptionKeyUnusableException("cosymesh.ca.authority.key-encryption-key is not set. " + why,
				MAKE, null);
	}

	private static void requirePrivate(Path file) throws IOException {
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
		boolean own = Files.getOwner(file).getName().equals(System.getProperty("user.name"));
		if (permissions.stream().anyMatch(NOT_FOR_THESE::contains)
				|| (own && permissions.stream().anyMatch(NOT_FOR_GROUP::contains))) {
			throw new KeyEncryptionKeyUnusableException(
					"The key-encryption key file %s may be used by others (mode %s).".formatted(file,
							PosixFilePermissions.toString(permissions)),
					"If nobody else can have read it, run 'chmod 600 %s'; otherwise make a new one and rotate every authority."
						.formatted(file),
					null);
		}
	}

}
