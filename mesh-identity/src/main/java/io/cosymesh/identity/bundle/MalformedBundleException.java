package io.cosymesh.identity.bundle;

/**
 * Thrown when a document isn't a SPIFFE bundle; nothing of it is used then.
 */
public class MalformedBundleException extends IllegalArgumentException {

	MalformedBundleException(String message) {
		super(message);
	}

}
