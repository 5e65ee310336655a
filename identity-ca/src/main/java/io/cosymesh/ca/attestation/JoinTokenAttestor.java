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
		return AttestorName.JOIN_TOKEN.text();
	}

	@Override
	public DocumentKind kind() {
		return DocumentKind.JOIN_TOKEN;
	}

	@Override
	public Attestation attest(BearerDocument document) {
		JoinToken token = new JoinToken(document.value());
		return new Attestation(this.tokens.use(token), name(), token.hash());
	}

	// A join token proves a name once and for all: renewals rest on the lineage alone.
	@Override
	public void requireStanding(Attestation attestation) {
		// Nothing to look up.
	}

	@Override
	public void giveBack(Attestation attestation) {
		this.tokens.giveBack(attestation.instance());
	}

}
