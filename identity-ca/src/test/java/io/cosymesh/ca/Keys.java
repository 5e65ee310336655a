package io.cosymesh.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

import io.cosymesh.identity.WorkloadName;

/**
 * Keys of workloads, and their registration.
 */
public final class Keys {

	private Keys() {
	}

	public static KeyPair p256() {
		return ec("secp256r1");
	}

	public static KeyPair ec(String curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(curve));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyPair rsa(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(bits);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyPair ed25519() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static Path register(Path registrations, WorkloadName workload, Key publicKey) {
		return write(registrations.resolve(workload.namespace()).resolve(workload.serviceAccount() + ".pem"),
				"PUBLIC KEY", publicKey);
	}

	public static String pem(String label, Key key) {
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label,
				Base64.getMimeEncoder().encodeToString(key.getEncoded()), label);
	}

	public static Path write(Path file, String label, Key key) {
		try {
			Files.createDirectories(file.getParent());
			return Files.writeString(file, pem(label, key));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
