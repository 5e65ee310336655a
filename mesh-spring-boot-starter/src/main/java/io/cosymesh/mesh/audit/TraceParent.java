package io.cosymesh.mesh.audit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;

/**
 * Reads the trace id out of a W3C Trace Context header (Recommendation, §3.2).
 */
public final class TraceParent {

	private static final String HEADER = "traceparent";

	// Versions after 00 may append fields, and ff is none.
	private static final Pattern FORM = Pattern.compile("(?:00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}"
			+ "|(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?)");

	private static final Pattern ZEROES = Pattern.compile("0+");

	private TraceParent() {
	}

	/**
	 * Reads the trace id of a request.
	 * @param headers its headers
	 * @return the trace id, empty without a valid header
	 */
	public static Optional<String> traceIdOf(HttpHeaders headers) {
		List<String> values = headers.getValuesAsList(HEADER);
		if (values.size() != 1) {
			return Optional.empty();
		}
		Matcher form = FORM.matcher(values.getFirst());
		if (!form.matches()) {
			return Optional.empty();
		}
		String trace = (form.group(1) != null) ? form.group(1) : form.group(3);
		String parent = (form.group(2) != null) ? form.group(2) : form.group(4);
		return (ZEROES.matcher(trace).matches() || ZEROES.matcher(parent).matches()) ? Optional.empty()
				: Optional.of(trace);
	}

}
