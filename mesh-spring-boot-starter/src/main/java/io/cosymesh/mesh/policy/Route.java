package io.cosymesh.mesh.policy;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A method and the paths it is allowed on.
 *
 * @param method the one method, {@code null} for any
 * @param path pattern of the paths
 */
record Route(@Nullable HttpMethod method, PathPattern path) {

	private static final Pattern FORM = Pattern.compile("([A-Z]+|\\*) +(/\\S*)");

	private static final String ANY = "*";

	private static final Set<String> METHODS = Stream.of(HttpMethod.values())
		.map(HttpMethod::name)
		.collect(Collectors.toUnmodifiableSet());

	/**
	 * Parses a route such as {@code GET /v1/voices/{id}}.
	 * @param text method or {@code *}, blank, path pattern
	 * @return the route
	 * @throws IllegalArgumentException if it isn't one
	 */
	static Route parse(String text) {
		Matcher parts = FORM.matcher(text);
		if (!parts.matches()) {
			throw new IllegalArgumentException(
					"'%s' is no route; write it like 'GET /v1/things/{id}' or '* /v1/things/**'".formatted(text));
		}
		String method = parts.group(1);
		if (!method.equals(ANY) && !METHODS.contains(method)) {
			throw new IllegalArgumentException("'%s' is no HTTP method; use GET, POST ... or *".formatted(method));
		}
		return new Route(method.equals(ANY) ? null : HttpMethod.valueOf(method),
				PathPatternParser.defaultInstance.parse(parts.group(2)));
	}

	boolean matches(HttpMethod method, PathContainer path) {
		return (this.method == null || this.method.equals(method)) && this.path.matches(path);
	}

	@Override
	public String toString() {
		return ((this.method != null) ? this.method.name() : ANY) + " " + this.path.getPatternString();
	}

}
