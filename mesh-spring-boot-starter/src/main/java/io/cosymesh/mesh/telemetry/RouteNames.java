package io.cosymesh.mesh.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ConcurrentLruCache;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Names the routes of requests by template, never by what somebody wrote into a path.
 */
final class RouteNames {

	private static final Pattern FORM = Pattern.compile("([A-Z]+|\\*) +(/\\S*)");

	private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

	// What may be in their place is an identifier that was made here.
	private static final Pattern TELLING_VARIABLE = Pattern
		.compile("\\{(?!(?:id|kind|namespace|serviceAccount|\\w+Id)})");

	private static final Set<HttpMethod> METHODS = Arrays.stream(HttpMethod.values())
		.collect(Collectors.toUnmodifiableSet());

	private static final int LONGEST = 200;

	private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7E]");

	private static final Pattern ORIGIN = Pattern.compile("^https?://[^/{]*");

	// More than there are templates in any program; what somebody composes by hand pushes
	// its like out.
	private static final int TEMPLATES = 256;

	private static final ConcurrentLruCache<String, Boolean> TELLING = new ConcurrentLruCache<>(TEMPLATES,
			(route) -> TELLING_VARIABLE.matcher(route).find());

	private final List<Known> known;

	private final ConcurrentLruCache<String, String> paths = new ConcurrentLruCache<>(TEMPLATES, RouteNames::pathOf);

	RouteNames(List<String> known) {
		this.known = known.stream().map(Known::parse).toList();
	}

	/**
	 * Names the route that a handler of this process has.
	 */
	static String of(HttpMethod method, String template) {
		return method(method) + " " + template;
	}

	/**
	 * Returns whether any are configured, so that paths have to be looked at.
	 */
	boolean areConfigured() {
		return !this.known.isEmpty();
	}

	/**
	 * Names the route by those that are configured.
	 */
	Optional<String> of(HttpMethod method, Supplier<PathContainer> path) {
		if (this.known.isEmpty()) {
			return Optional.empty();
		}
		PathContainer parsed = path.get();
		return this.known.stream()
			.filter((route) -> route.matches(method, parsed))
			.findFirst()
			.map((route) -> of(method, route.path().getPatternString()));
	}

	/**
	 * Names the route that a client was given as a template.
	 * @param template the template, {@code null} when it wasn't
	 */
	Optional<String> ofTemplate(HttpMethod method, @Nullable Object template) {
		if (template == null) {
			return Optional.empty();
		}
		String path = this.paths.get(template.toString());
		return path.startsWith("/") ? Optional.of(of(method, path)) : Optional.empty();
	}

	private static String pathOf(String template) {
		String path = ORIGIN.matcher(template).replaceFirst("");
		int query = VARIABLE.matcher(path).replaceAll("").indexOf('?');
		return (query < 0) ? path : path.substring(0, path.indexOf('?'));
	}

	/**
	 * Returns a path as it may be shown: with its template's words in place of variables
	 * that may hold what somebody wrote.
	 */
	static String shown(String path, String route) {
		int template = route.indexOf('/');
		if (template >= 0 && TELLING.get(route)) {
			return route.substring(template);
		}
		String bounded = (path.length() <= LONGEST) ? path : path.substring(0, LONGEST) + "...";
		return isPrintable(bounded) ? bounded : UNPRINTABLE.matcher(bounded).replaceAll("?");
	}

	private static boolean isPrintable(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character <= ' ' || character > '~') {
				return false;
			}
		}
		return true;
	}

	static String method(HttpMethod method) {
		return METHODS.contains(method) ? method.name() : "OTHER";
	}

	private record Known(@Nullable HttpMethod method, PathPattern path) {

		static Known parse(String text) {
			Matcher parts = FORM.matcher(text.strip());
			if (!parts.matches()) {
				throw new MeshConfigurationException("cosymesh.telemetry.routes", "'%s' is no route".formatted(text),
						"Write it like 'GET /v1/things/{id}'");
			}
			HttpMethod method = parts.group(1).equals("*") ? null : HttpMethod.valueOf(parts.group(1));
			return new Known(method, PathPatternParser.defaultInstance.parse(parts.group(2)));
		}

		boolean matches(HttpMethod method, PathContainer path) {
			return (this.method == null || this.method.equals(method)) && this.path.matches(path);
		}

	}

}
