package io.cosymesh.backend.form;

import java.net.URI;
import java.util.Collection;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Refusals of a field, one for each way to be wrong.
 */
public final class FieldProblems {

	private static final String TITLE = "Invalid request";

	private static final String UNKNOWN = "unknown-field";

	private FieldProblems() {
	}

	/**
	 * Creates the refusal of a request without a required field.
	 * @param field the field
	 * @return the exception to throw
	 */
	public static ProblemException missing(String field) {
		return ProblemException.invalidField(field, "missing-field", "'%s' is missing; send it".formatted(field));
	}

	/**
	 * Creates the refusal of a field nobody knows, which is most often a spelling
	 * mistake.
	 * @param field the field
	 * @param known the fields there are
	 * @return the exception to throw
	 */
	public static ProblemException unknown(String field, Collection<String> known) {
		String name = printable(field);
		return ProblemException.invalidField(name, UNKNOWN,
				"There is no field '%s'; there are %s".formatted(name, String.join(", ", known)));
	}

	/**
	 * Creates the refusal of a field that was sent twice.
	 * @param field the field
	 * @return the exception to throw
	 */
	public static ProblemException duplicate(String field) {
		return ProblemException.invalidField(field, "duplicate-field",
				"'%s' was sent more than once; send it once".formatted(field));
	}

	/**
	 * Creates the refusal of a value.
	 * @param field the field
	 * @param rule what a value must be, as the end of a sentence
	 * @return the exception to throw
	 */
	public static ProblemException invalid(String field, String rule) {
		return ProblemException.invalidField(field, "invalid-field", "'%s' must be %s".formatted(field, rule));
	}

	static boolean isUnknown(ProblemException problem) {
		return URI.create(ProblemException.TYPE_PREFIX + UNKNOWN).equals(problem.getBody().getType());
	}

	static ProblemException tooLarge(String field, DataSize limit) {
		return ProblemException
			.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", TITLE,
					"'%s' is too large; at most %d KiB are taken".formatted(field, limit.toKilobytes()))
			.withField(field);
	}

	private static String printable(String field) {
		String shown = field.replaceAll("[^\\p{L}\\p{N}_.-]", "?");
		return (shown.length() <= 40) ? shown : shown.substring(0, 40);
	}

}
