package io.cosymesh.mesh.policy;

import java.util.Optional;
import java.util.regex.Pattern;

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

	private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7E]");

	/**
	 * Returns who asks.
	 * @return the caller's SPIFFE ID, empty without an SVID
	 */
	public Optional<SpiffeId> knownCaller() {
		return Optional.ofNullable(this.caller);
	}

	/**
	 * Returns the path fit for a log: at most 200 printable ASCII characters, then
	 * {@code ...}; any other character is a question mark.
	 * @return the path, never its query
	 */
	public String loggedPath() {
		return printable(this.path.value());
	}

	/**
	 * Returns the method fit for a log, like the path.
	 * @return the method
	 */
	public String loggedMethod() {
		return printable(this.method.name());
	}

	private static String printable(String text) {
		String bounded = (text.length() <= LOGGED_PATH) ? text : text.substring(0, LOGGED_PATH) + "...";
		return UNPRINTABLE.matcher(bounded).replaceAll("?");
	}

	@Override
	public String toString() {
		return "peer=%s method=%s path=%s".formatted((this.caller != null) ? this.caller : "-", loggedMethod(),
				loggedPath());
	}

}
