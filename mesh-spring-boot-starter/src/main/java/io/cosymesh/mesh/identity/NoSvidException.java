package io.cosymesh.mesh.identity;

import io.spiffe.spiffeid.SpiffeId;

/**
 * Thrown when the application has no SVID after the time it may take to get one.
 */
class NoSvidException extends RuntimeException {

	private final SpiffeId self;

	NoSvidException(SpiffeId self, Exception cause) {
		super(cause.getMessage(), cause);
		this.self = self;
	}

	SpiffeId self() {
		return this.self;
	}

}
