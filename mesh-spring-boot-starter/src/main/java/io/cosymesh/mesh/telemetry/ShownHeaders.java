package io.cosymesh.mesh.telemetry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;

/**
 * The headers that a tap may show: an allow-list, so that a new one that carries a secret
 * is left out until somebody has thought about it.
 */
final class ShownHeaders {

	private static final Set<String> ALLOWED = Set.of("accept", "accept-encoding", "accept-language", "content-length",
			"content-type", "user-agent", "x-request-deadline-ms", "x-request-id");

	private static final int LONGEST = 200;

	private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");

	private ShownHeaders() {
	}

	static Map<String, String> of(HttpHeaders headers) {
		Map<String, String> shown = new TreeMap<>();
		for (String name : ALLOWED) {
			String value = headers.getFirst(name);
			if (value != null) {
				String bounded = (value.length() <= LONGEST) ? value : value.substring(0, LONGEST) + "...";
				shown.put(name, UNPRINTABLE.matcher(bounded).replaceAll("?"));
			}
		}
		return shown;
	}

}
