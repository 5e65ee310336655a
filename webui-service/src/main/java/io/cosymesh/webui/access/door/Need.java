package io.cosymesh.webui.access.door;

import java.util.Set;

import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;

/**
 * What a route asks of who calls it.
 */
sealed interface Need {

	boolean isMetBy(SignedIn caller);

	/** Anybody who is known. */
	record Anybody() implements Need {

		@Override
		public boolean isMetBy(SignedIn caller) {
			return true;
		}

	}

	/** Somebody in a browser. */
	record Session() implements Need {

		@Override
		public boolean isMetBy(SignedIn caller) {
			return caller.proof() == SignedIn.Proof.SESSION;
		}

	}

	/**
	 * One of some scopes.
	 *
	 * @param scopes the scopes
	 */
	record OneOf(Set<Scope> scopes) implements Need {

		@Override
		public boolean isMetBy(SignedIn caller) {
			return this.scopes.stream().anyMatch(caller.account()::has);
		}

	}

	/**
	 * A scope, or to be a person, who manages things of their own there. A key can't: it
	 * could make others without its limits.
	 *
	 * @param scope the scope
	 */
	record ScopeOrPerson(Scope scope) implements Need {

		@Override
		public boolean isMetBy(SignedIn caller) {
			return caller.isPerson() || caller.account().has(this.scope);
		}

	}

}
