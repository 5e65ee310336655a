package io.cosymesh.mesh.traffic;

/**
 * What an address of a peer is good for.
 */
public enum EndpointState {

	/** Takes requests. */
	READY,

	/** Is tried by one request. */
	PROBING,

	/** Failed too often, and is left alone for a while. */
	OPEN,

	/** Can't be connected to, and is left to the others for a while. */
	EJECTED,

	/** No longer an address of the peer, but streams are still open on it. */
	DRAINING

}
