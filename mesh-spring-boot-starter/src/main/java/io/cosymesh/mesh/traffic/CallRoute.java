package io.cosymesh.mesh.traffic;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Calls of one kind, written like the routes of a policy.
 *
 * @param method the one method, {@code null} for any
 * @param path pattern of the paths
 */
record CallRoute(@Nullable HttpMethod method, PathPattern path) {

	private static final Pattern FORM = Pattern.compile("([A-Z]+|\\*) +(/\\S*)");

	static CallRoute parse(String text) {
		Matcher parts = FORM.matcher(text.strip());
		if (!parts.matches()) {
			throw new IllegalArgumentException("'%s' is no route; write it like 'GET /v1/things/{id}'".formatted(text));
		}
		HttpMethod method = parts.group(1).equals("*") ? null : HttpMethod.valueOf(parts.group(1));
		return new CallRoute(method, PathPatternParser.defaultInstance.parse(parts.group(2)));
	}

	boolean matches(HttpMethod method, URI url) {
		String path = url.getRawPath();
		return (this.method == null || this.method.equals(method)) && path != null
				&& this.path.matches(PathContainer.parsePath(path));
	}

}
