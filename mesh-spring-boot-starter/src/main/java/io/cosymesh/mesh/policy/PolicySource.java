package io.cosymesh.mesh.policy;

import java.time.Instant;

/**
 * Holds the policy in force. Whoever decides asks for it each time and keeps nothing.
 */
public final class PolicySource {

	private volatile Revision revision;

	PolicySource(MeshPolicy first, Instant now) {
		this.revision = new Revision(first, 1, now);
	}

	/**
	 * Returns the policy in force.
	 * @return an immutable snapshot
	 */
	public MeshPolicy current() {
		return this.revision.policy();
	}

	Revision revision() {
		return this.revision;
	}

	// One thread reloads.
	Revision replace(MeshPolicy next, Instant now) {
		Revision successor = new Revision(next, this.revision.generation() + 1, now);
		this.revision = successor;
		return successor;
	}

	/**
	 * A policy, and since when it has been in force.
	 *
	 * @param policy the policy
	 * @param generation 1 for the policy of the start, one more with each that follows
	 * @param since when it took force
	 */
	record Revision(MeshPolicy policy, long generation, Instant since) {
	}

}
