package io.cosymesh.ca.authority.lifecycle;

/**
 * One thing that is due.
 */
sealed interface RotationStep {

	/**
	 * Make the next authority.
	 *
	 * @param kind of this kind
	 */
	record Prepare(AuthorityKind kind) implements RotationStep {
	}

	/**
	 * Let the next authority sign.
	 *
	 * @param prepared the authority
	 */
	record Activate(Authority prepared) implements RotationStep {
	}

	/**
	 * Make an authority and let it sign at once, because nothing else can.
	 *
	 * @param kind of this kind
	 */
	record Found(AuthorityKind kind) implements RotationStep {
	}

	/**
	 * Revoke what is tainted and unused.
	 *
	 * @param tainted the authority
	 */
	record Revoke(Authority tainted) implements RotationStep {
	}

	/**
	 * Forget what nothing depends on.
	 *
	 * @param useless the authority
	 */
	record Forget(Authority useless) implements RotationStep {
	}

}
