package io.cosymesh.mesh.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A method and the paths it is allowed on.
 *
 * @param method the one method
 * @param path pattern of the paths
 */
record Route(HttpMethod method, PathPattern path) {

	private static final Pattern FORM = Pattern.compile("([A-Z]{3,10})\\s+(/\\S*)");

	/**
	 * Parses a route such as {@code GET /v1/voices/{id}}.
	 * @param text method, blank, path pattern
	 * @return the route
	 * @throws IllegalArgumentException if it isn't one
	 */
	static Route parse(String text) {
		Matcher parts = FORM.matcher(text.strip());
		if (!parts.matches()) {
			throw new IllegalArgumentException("'%s' is no route; write it like 'GET /v1/things/{id}'".formatted(text));
		}
		return new Route(HttpMethod.valueOf(parts.group(1)), PathPatternParser.defaultInstance.parse(parts.group(2)));
	}

	boolean matches(HttpMethod method, PathContainer path) {
		return this.method.equals(method) && this.path.matches(path);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path.getPatternString();
	}

}
