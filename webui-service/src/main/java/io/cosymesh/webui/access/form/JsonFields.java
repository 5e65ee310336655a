package io.cosymesh.webui.access.form;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Scope;

import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. A field that is null counts as left out. Never prints.
 */
public final class JsonFields {

	private final JsonNode body;

	private JsonFields(JsonNode body) {
		this.body = body;
	}

	/**
	 * Takes a body.
	 * @param body the body
	 * @param known the fields it may have
	 * @return its fields
	 */
	public static JsonFields of(JsonNode body, List<String> known) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request",
					"Send a JSON object with " + String.join(", ", known));
		}
		for (String name : body.propertyNames()) {
			if (!known.contains(name)) {
				throw unknown(name, known);
			}
		}
		return new JsonFields(body);
	}

	/**
	 * Says whether there is a field.
	 * @param field its name
	 * @return whether it is there and not null
	 */
	public boolean has(String field) {
		return this.body.hasNonNull(field);
	}

	/**
	 * Reads a text.
	 * @param field name of the field
	 * @return the text, if there is one
	 */
	public Optional<String> text(String field) {
		if (!has(field)) {
			return Optional.empty();
		}
		require(this.body.path(field).isString(), field, "a string");
		return Optional.of(this.body.path(field).asString());
	}

	/**
	 * Reads a text that has to be there.
	 * @param field name of the field
	 * @return the text
	 */
	public String requiredText(String field) {
		return text(field).orElseThrow(() -> missing(field));
	}

	/**
	 * Reads a name that people see in lists.
	 * @param field name of the field
	 * @param most characters it may have
	 * @return the name
	 */
	public String requiredName(String field, int most) {
		String name = requiredText(field).strip();
		boolean visible = name.codePoints()
			.noneMatch((point) -> Character.isISOControl(point) || point > 0xFFFF
					|| Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.SURROGATE);
		require(!name.isEmpty() && name.length() <= most && visible, field,
				"1 to %d visible characters".formatted(most));
		return name;
	}

	/**
	 * Reads a whole number.
	 * @param field name of the field
	 * @param least smallest value
	 * @param most largest value
	 * @return the number, if there is one
	 */
	public Optional<Integer> number(String field, int least, int most) {
		if (!has(field)) {
			return Optional.empty();
		}
		JsonNode value = this.body.path(field);
		boolean inside = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least
				&& value.intValue() <= most;
		require(inside, field, "a whole number from %d to %d".formatted(least, most));
		return Optional.of(value.intValue());
	}

	/**
	 * Reads yes or no.
	 * @param field name of the field
	 * @return the value, if there is one
	 */
	public Optional<Boolean> flag(String field) {
		if (!has(field)) {
			return Optional.empty();
		}
		require(this.body.path(field).isBoolean(), field, "true or false");
		return Optional.of(this.body.path(field).booleanValue());
	}

	/**
	 * Reads a point in time.
	 * @param field name of the field
	 * @return the time, if there is one
	 */
	public Optional<Instant> time(String field) {
		return text(field).map((text) -> instant(field, text));
	}

	/**
	 * Reads a set of scopes, which has to be there.
	 * @param field name of the field
	 * @return the scopes, at least one
	 */
	public Set<Scope> requiredScopes(String field) {
		if (!has(field)) {
			throw missing(field);
		}
		JsonNode words = this.body.path(field);
		String rule = "an array of one or more of " + String.join(", ", Scope.words(EnumSet.allOf(Scope.class)));
		require(words.isArray() && !words.isEmpty(), field, rule);
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		for (JsonNode word : words) {
			scopes.add(Scope.of(word.asString("")).orElseThrow(() -> invalid(field, rule)));
		}
		return scopes;
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

	private static Instant instant(String field, String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeParseException _) {
			throw invalid(field, "a time such as 2027-01-31T12:00:00Z");
		}
	}

	private static void require(boolean right, String field, String rule) {
		if (!right) {
			throw invalid(field, rule);
		}
	}

	private static ProblemException missing(String field) {
		return ProblemException.invalidField(field, "missing-field", "'%s' is missing; send it".formatted(field));
	}

	private static ProblemException unknown(String field, List<String> known) {
		String shown = field.replaceAll("[^\\p{L}\\p{N}_.-]", "?");
		String name = (shown.length() <= 40) ? shown : shown.substring(0, 40);
		return ProblemException.invalidField(name, "unknown-field",
				"There is no field '%s'; there are %s".formatted(name, String.join(", ", known)));
	}

	@Override
	public String toString() {
		return "JsonFields" + List.copyOf(this.body.propertyNames());
	}

}
