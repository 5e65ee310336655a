package io.cosymesh.cli.state;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key that a workload proves its name with. It never prints.
 *
 * @param pair a P-256 key pair
 */
public record WorkloadKeyPair(KeyPair pair) {

	/**
	 * Makes a new one.
	 * @return the pair
	 */
	public static WorkloadKeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return new WorkloadKeyPair(generator.generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no P-256 keys", ex);
		}
	}

	/**
	 * Returns the half that the CA is given.
	 * @return PEM
	 */
	public String publicPem() {
		return pem("PUBLIC KEY", this.pair.getPublic().getEncoded());
	}

	/**
	 * Returns the half that the workload keeps.
	 * @return PKCS #8 PEM, a secret
	 */
	public String privatePem() {
		return pem("PRIVATE KEY", this.pair.getPrivate().getEncoded());
	}

	/**
	 * Returns what the CA knows the public half by.
	 * @return SHA-256 of its SubjectPublicKeyInfo, in hex
	 */
	public String thumbprint() {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(this.pair.getPublic().getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "WorkloadKeyPair[******]";
	}

	private static String pem(String label, byte[] der) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der);
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
	}

}
