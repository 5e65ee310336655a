package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/**
 * Makes the keys and secrets that a state directory lacks, and leaves those it has alone.
 */
public final class FirstStart {

	private static final int SECRET_BYTES = 24;

	private final StateDirectory state;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates the maker for a state directory.
	 * @param state the directory
	 */
	public FirstStart(StateDirectory state) {
		this.state = state;
	}

	/**
	 * Makes what is missing.
	 * @param workloads the service accounts that attest with a key
	 */
	public void complete(List<String> workloads) {
		this.state.prepare();
		workloads.forEach(this::workloadKey);
		secret(Secret.API_KEY, "cosy_");
		secret(Secret.ADMIN_PASSWORD, "");
	}

	private void workloadKey(String serviceAccount) {
		if (Files.exists(this.state.key(serviceAccount)) && Files.exists(this.state.registration(serviceAccount))) {
			return;
		}
		KeyPair pair = newKeyPair();
		PrivateFile.write(this.state.registration(serviceAccount), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
		PrivateFile.write(this.state.key(serviceAccount), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
	}

	private void secret(Secret secret, String prefix) {
		if (this.state.read(secret).filter((value) -> !value.isEmpty()).isEmpty()) {
			byte[] bytes = new byte[SECRET_BYTES];
			this.random.nextBytes(bytes);
			PrivateFile.write(this.state.secret(secret.fileName()),
					prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
		}
	}

	private KeyPair newKeyPair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"), this.random);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no P-256 keys", ex);
		}
	}

	private static String pem(String label, byte[] der) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der);
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
	}

}
