package io.cosymesh.mesh.policy;

import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * What is to be decided.
 *
 * @param caller who asks, {@code null} without an SVID
 * @param method what they want to do
 * @param path where, raw as it was sent
 */
public record PolicyRequest(@Nullable SpiffeId caller, HttpMethod method, PathContainer path) {

	private static final int LOGGED_PATH = 200;

	/**
	 * Returns who asks.
	 * @return the caller's SPIFFE ID, empty without an SVID
	 */
	public Optional<SpiffeId> knownCaller() {
		return Optional.ofNullable(this.caller);
	}

	@Override
	public String toString() {
		String path = this.path.value();
		return "peer=%s method=%s path=%s".formatted((this.caller != null) ? this.caller : "-", this.method,
				(path.length() <= LOGGED_PATH) ? path : path.substring(0, LOGGED_PATH) + "…");
	}

}
