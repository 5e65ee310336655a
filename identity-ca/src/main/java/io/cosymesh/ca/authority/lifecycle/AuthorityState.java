package io.cosymesh.ca.authority.lifecycle;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where an authority is in its life. After the last state, or when nothing depends on it
 * any more, it is forgotten.
 */
public enum AuthorityState {

	/** Made, and published if its kind is; signs nothing yet. */
	PREPARED,

	/** Signs. There is one of each kind. */
	ACTIVE,

	/** Signs no more; what it signed is still good. Its private key is destroyed. */
	OLD,

	/** What it signed is still good, and its holders are told to have it replaced now. */
	TAINTED,

	/** Whatever it signed is refused. */
	REVOKED;

	/**
	 * Returns whether an authority may go from this state to another.
	 * @param next the other state
	 * @return true if it may
	 */
	public boolean mayBecome(AuthorityState next) {
		return successors().contains(next);
	}

	/**
	 * Returns what operators call it.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	private Set<AuthorityState> successors() {
		return switch (this) {
			case PREPARED -> EnumSet.of(ACTIVE, TAINTED);
			case ACTIVE -> EnumSet.of(OLD);
			case OLD -> EnumSet.of(TAINTED);
			case TAINTED -> EnumSet.of(REVOKED);
			case REVOKED -> EnumSet.noneOf(AuthorityState.class);
		};
	}

}
