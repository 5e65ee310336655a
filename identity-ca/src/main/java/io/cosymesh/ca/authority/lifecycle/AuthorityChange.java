package io.cosymesh.ca.authority.lifecycle;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.ca.authority.lifecycle.AuthorityMint.Minted;

/**
 * What one replica changes while no other can. What may be changed is for others to know.
 */
final class AuthorityChange {

	private final AuthorityLedger ledger;

	private final AuthorityTable table;

	private final SealedKeys keys;

	private final AuthorityMint mint;

	private final Instant now;

	private final List<Transition> transitions = new ArrayList<>();

	AuthorityChange(AuthorityLedger ledger, SealedKeys keys, AuthorityMint mint, Instant now) {
		this.ledger = ledger;
		this.table = ledger.table();
		this.keys = keys;
		this.mint = mint;
		this.now = now;
	}

	/** Returns what has been done, in order. */
	List<Transition> transitions() {
		return List.copyOf(this.transitions);
	}

	void apply(RotationStep step, AuthoritySet set) {
		switch (step) {
			case RotationStep.Prepare(AuthorityKind kind) -> prepare(kind, set);
			case RotationStep.Activate(Authority prepared) -> activate(prepared, set);
			case RotationStep.Found(AuthorityKind kind) -> activate(prepare(kind, set), set);
			case RotationStep.Revoke(Authority tainted) -> enter(AuthorityState.REVOKED, tainted);
			case RotationStep.Forget(Authority useless) -> forget(useless);
		}
	}

	/** Makes a new authority. */
	Authority prepare(AuthorityKind kind, AuthoritySet set) {
		return keep("prepared", switch (kind) {
			case ROOT -> this.mint.root(this.now);
			case INTERMEDIATE -> intermediateUnder(set.in(AuthorityState.ACTIVE, AuthorityKind.ROOT)
				.orElseThrow(() -> new IllegalStateException("There is no active root")));
			case JWT -> this.mint.jwt(this.now);
		});
	}

	/** Lets a prepared authority sign, and the one before it no more. */
	void activate(Authority prepared, AuthoritySet set) {
		set.in(AuthorityState.ACTIVE, prepared.kind()).ifPresent((active) -> enter(AuthorityState.OLD, active));
		enter(AuthorityState.ACTIVE, prepared);
		if (prepared.kind() == AuthorityKind.ROOT) {
			// An intermediate of the root before has no use any more.
			set.in(AuthorityState.PREPARED, AuthorityKind.INTERMEDIATE).ifPresent(this::forget);
			activate(keep("prepared", intermediateUnder(prepared)), set);
		}
	}

	void enter(AuthorityState state, Authority authority) {
		if (!authority.state().mayBecome(state)) {
			throw new IllegalStateException("%s is %s and can't become %s".formatted(authority.purpose(),
					authority.state().label(), state.label()));
		}
		this.table.enter(state, authority.id(), this.now);
		this.transitions.add(Transition.of((state == AuthorityState.ACTIVE) ? "activated"
				: (state == AuthorityState.OLD) ? "retired" : state.label(), authority));
	}

	/** Takes over an authority that was kept elsewhere. */
	Authority adopt(Minted minted) {
		Authority adopted = keep("imported", minted);
		enter(AuthorityState.ACTIVE, adopted);
		return adopted;
	}

	private void forget(Authority authority) {
		this.table.delete(authority.id());
		this.transitions.add(Transition.of("dropped", authority));
	}

	private Authority keep(String what, Minted minted) {
		requireCurrentKey();
		this.table.insert(minted.authority(), this.keys.seal(minted.key(), minted.authority()));
		this.transitions.add(Transition.of(what, minted.authority()));
		return minted.authority();
	}

	// A replica that started later may have replaced the key-encryption key.
	private void requireCurrentKey() {
		if (this.ledger.keyCheck().filter(this.keys.check()::equals).isEmpty()) {
			throw new AuthorityUnusableException(
					"The authorities have been sealed with another key-encryption key since this replica started.",
					"Restart it with cosymesh.ca.authority.key-encryption-key set to the file that the others use.");
		}
	}

	private Minted intermediateUnder(Authority root) {
		X509Certificate certificate = root.certificate()
			.orElseThrow(() -> new IllegalStateException("A root has a certificate"));
		PrivateKey key = this.table.sealedKey(root.id())
			.map((sealed) -> this.keys.open(sealed, root))
			.orElseThrow(() -> new AuthorityUnusableException(
					"The private key of the active %s is gone from the database.".formatted(root.purpose()),
					"Restore the database from a backup, or prepare and activate another root."));
		return this.mint.intermediate(new Signer(key, certificate), root.id(), this.now);
	}

}
