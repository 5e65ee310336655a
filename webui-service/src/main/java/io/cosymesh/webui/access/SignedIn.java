package io.cosymesh.webui.access;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * An account that has proved who it is. Holds nothing that could be used to prove it
 * again.
 */
public final class SignedIn extends AbstractAuthenticationToken {

	/** The reference of the operator's key, the one in a file. */
	public static final String OPERATOR = "key:file";

	private final transient Account account;

	private final Proof proof;

	private final String reference;

	/**
	 * Creates the proof of an account.
	 * @param account who it is
	 * @param proof how it was proved
	 * @param reference which key, session or token it was, fit for the audit log
	 */
	public SignedIn(Account account, Proof proof, String reference) {
		super(AuthorityUtils.createAuthorityList(account.scopes().stream().map(Scope::name).toList()));
		this.account = account;
		this.proof = proof;
		this.reference = reference;
		setAuthenticated(true);
	}

	/**
	 * Returns who it is.
	 * @return the account
	 */
	public Account account() {
		return this.account;
	}

	/**
	 * Returns how it was proved.
	 * @return the kind of proof
	 */
	public Proof proof() {
		return this.proof;
	}

	/**
	 * Returns which key, session or token it was.
	 * @return a word for the audit log
	 */
	public String reference() {
		return this.reference;
	}

	/**
	 * Says whether a person is behind it, rather than a script with a key.
	 * @return whether it is a session or a person's token
	 */
	public boolean isPerson() {
		return this.proof != Proof.KEY;
	}

	@Override
	public String getCredentials() {
		return "";
	}

	@Override
	public Account getPrincipal() {
		return this.account;
	}

	@Override
	public String getName() {
		return this.account.name();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SignedIn that && this.account.equals(that.account) && this.proof == that.proof
				&& this.reference.equals(that.reference);
	}

	@Override
	public int hashCode() {
		return this.account.hashCode() * 31 + this.reference.hashCode();
	}

	@Override
	public String toString() {
		return "SignedIn[tenant=%s, name=%s, proof=%s]".formatted(this.account.tenant(), this.account.name(),
				this.proof);
	}

	/**
	 * How an account proves who it is.
	 */
	public enum Proof {

		/** An API key. */
		KEY,

		/** A session in a browser. */
		SESSION,

		/** A token of the issuer that people sign in with. */
		TOKEN

	}

}
