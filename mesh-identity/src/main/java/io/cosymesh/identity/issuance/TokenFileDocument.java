package io.cosymesh.identity.issuance;

import java.nio.file.Path;

/**
 * A token that the platform keeps fresh in a file, such as the projected ServiceAccount
 * token of a Kubernetes pod. It is read anew each time, so an expired SVID heals itself.
 */
public final class TokenFileDocument implements AttestationDocument {

	private static final int MAX_CHARACTERS = 16 * 1024;

	private final SecretFile file;

	/**
	 * Creates the document.
	 * @param file where the platform puts the token
	 */
	public TokenFileDocument(Path file) {
		this.file = SecretFile.guardedByItsMount("service account token", file);
	}

	@Override
	public String bearer() throws IssuanceException {
		String token = this.file.read().strip();
		// The platform may be writing it at this very moment, so all of this may pass.
		if (token.isEmpty() || !token.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
			throw IssuanceException.passing("The %s holds no token".formatted(this.file), null);
		}
		if (token.length() > MAX_CHARACTERS) {
			throw IssuanceException.passing("The %s holds more than a token".formatted(this.file), null);
		}
		return token;
	}

	@Override
	public String toString() {
		return "TokenFileDocument[%s, token=******]".formatted(this.file);
	}

}
