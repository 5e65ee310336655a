package io.cosymesh.mesh.policy;

import java.time.Instant;

import io.cosymesh.mesh.policy.PolicyExplanation.Outlook;

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

	/**
	 * Returns the policy in force for those who want to read it.
	 * @return its mode, generation and rules
	 */
	public PolicyView view() {
		Revision now = this.revision;
		return new PolicyView(now.policy().mode().code(), now.generation(), now.since(), now.policy().rules());
	}

	/**
	 * Decides a request that nobody has made, and says why.
	 * @param request the request
	 * @return what would become of it
	 */
	public PolicyExplanation explain(PolicyRequest request) {
		Revision now = this.revision;
		MeshPolicy policy = now.policy();
		return new PolicyExplanation(policy.mode().code(), now.generation(), Outlook.of(policy, request),
				Outlook.of(policy.audited(), request), policy.candidates(request));
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
