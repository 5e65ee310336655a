package io.cosymesh.ca.attestation;

/**
 * Proves a name by a join token that an operator was given for it.
 */
final class JoinTokenAttestor implements Attestor {

	private final JoinTokens tokens;

	JoinTokenAttestor(JoinTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public String name() {
		return "join-token";
	}

	@Override
	public boolean recognizes(BearerDocument document) {
		return JoinToken.looksLike(document.value());
	}

	@Override
	public Attestation attest(BearerDocument document) {
		JoinToken token = new JoinToken(document.value());
		return new Attestation(this.tokens.use(token), name(), token.hash());
	}

	// A join token proves a name once and for all: renewals rest on the lineage alone.
	@Override
	public boolean vouchesFor(Attestation attestation) {
		return true;
	}

}
