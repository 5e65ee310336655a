package io.cosymesh.mesh.audit;

/**
 * Is told of each decision before the request goes on. It is called on the event loop, so
 * it must not block; what it throws fails the request.
 */
@FunctionalInterface
public interface DecisionListener {

	/**
	 * Takes note of a decision.
	 * @param request the request and what was decided
	 */
	void decided(DecidedRequest request);

}
