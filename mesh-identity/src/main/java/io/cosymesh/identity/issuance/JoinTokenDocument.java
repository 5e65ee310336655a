package io.cosymesh.identity.issuance;

import java.nio.file.Path;

/**
 * A join token read from a file. The CA takes each token once, so it starts a workload
 * but doesn't bring an expired SVID back: that needs a new token in the file.
 */
public final class JoinTokenDocument implements AttestationDocument {

	private final SecretFile file;

	/**
	 * Creates the document.
	 * @param file where the token is
	 */
	public JoinTokenDocument(Path file) {
		this.file = new SecretFile("join token", file);
	}

	@Override
	public String bearer() throws IssuanceException {
		String token = this.file.read().strip();
		if (token.isEmpty() || !token.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
			throw IssuanceException.lasting("The %s holds no join token".formatted(this.file), null);
		}
		return token;
	}

}
