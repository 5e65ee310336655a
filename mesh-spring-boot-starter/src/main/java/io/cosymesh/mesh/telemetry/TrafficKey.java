package io.cosymesh.mesh.telemetry;

/**
 * What requests are counted by.
 *
 * @param direction which way they go
 * @param peer who is at the other end
 * @param route method and template of the path
 * @param rule the rule that decided, {@code -} if none did
 * @param tls {@code true}, {@code no_identity} or {@code disabled}
 * @param observing whether they only ask what goes on; they make no edge
 */
record TrafficKey(Direction direction, Workload peer, String route, String rule, String tls, boolean observing) {

	Edge edge() {
		return new Edge(this.direction, this.peer);
	}

	/**
	 * An edge as one of its ends sees it.
	 *
	 * @param direction which way its requests go
	 * @param peer who is at the other end
	 */
	record Edge(Direction direction, Workload peer) {

	}

}
