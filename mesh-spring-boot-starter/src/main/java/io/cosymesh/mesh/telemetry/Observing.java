package io.cosymesh.mesh.telemetry;

/**
 * Tells requests that only look at the mesh from those that use it: else whoever looks
 * would see mostly himself.
 */
final class Observing {

	private static final String OF_A_SERVICE = "/mesh/";

	private static final String OF_THE_GATEWAY = "/api/v1/mesh";

	private Observing() {
	}

	static boolean is(String path) {
		return path.startsWith(OF_A_SERVICE) || path.startsWith(OF_THE_GATEWAY);
	}

}
