package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes keys and secrets where there are none, and leaves those that are there alone.
 */
public final class KeyMaker {

	private static final int SECRET_BYTES = 24;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Makes the key that a workload attests with, unless both halves are there.
	 * @param key where the workload finds it, a PKCS #8 PEM file
	 * @param registration where the CA finds the public half
	 * @return whether it was made
	 */
	public boolean workloadKey(Path key, Path registration) {
		if (Files.exists(key) && Files.exists(registration)) {
			return false;
		}
		WorkloadKeyPair pair = WorkloadKeyPair.generate();
		PrivateFile.write(registration, pair.publicPem());
		PrivateFile.write(key, pair.privatePem());
		return true;
	}

	/**
	 * Makes a secret, unless it is there and not empty.
	 * @param secret which one
	 * @param directory where it is kept, in a file named after it
	 * @return whether it was made
	 */
	public boolean secret(Secret secret, Path directory) {
		if (secret.read(directory).filter((value) -> !value.isEmpty()).isPresent()) {
			return false;
		}
		byte[] bytes = new byte[SECRET_BYTES];
		this.random.nextBytes(bytes);
		PrivateFile.write(directory.resolve(secret.fileName()),
				secret.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
		return true;
	}

}
