package io.cosymesh.cli.authz;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.cli.console.CommandFailure;

/**
 * The request that is asked about.
 *
 * @param method the HTTP method
 * @param path the path, spelled as it would be sent
 */
record AskedRequest(String method, String path) {

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	private static final Pattern FORM = Pattern.compile("([A-Za-z]+)\\s+(\\S+)");

	static AskedRequest parse(List<String> words) {
		String text = String.join(" ", words).strip();
		Matcher form = FORM.matcher(text);
		if (!form.matches()) {
			throw CommandFailure.usage("'%s' is no request; write it like \"POST /v1/synthesize\"".formatted(text));
		}
		String method = form.group(1).toUpperCase(Locale.ROOT);
		String path = form.group(2);
		if (!METHODS.contains(method)) {
			throw CommandFailure.usage("'%s' is no HTTP method".formatted(form.group(1)));
		}
		if (!path.startsWith("/")) {
			throw CommandFailure.usage("'%s' is no path: it must start with '/'".formatted(path));
		}
		if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
			throw CommandFailure
				.usage("'%s' has more than a path: leave out what begins with '?' or '#', rules don't look at it"
					.formatted(path));
		}
		return new AskedRequest(method, path);
	}

}
