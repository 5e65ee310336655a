package io.cosymesh.deployment;

/**
 * One service may call another one.
 *
 * @param from who calls
 * @param to who is called
 * @param port on which port, as the container has it
 */
record Edge(String from, String to, int port) implements Comparable<Edge> {

	static final int MESH = 8443;

	static final int ATTESTATION = 8444;

	@Override
	public int compareTo(Edge other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return "%s -> %s:%d".formatted(this.from, this.to, this.port);
	}

}
