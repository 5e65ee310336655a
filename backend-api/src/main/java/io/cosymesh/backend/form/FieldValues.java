package io.cosymesh.backend.form;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Values that more than one request carries, from what people type to what is meant.
 */
public final class FieldValues {

	/** Characters a transcript may hold at most. */
	public static final int MAX_TRANSCRIPT_LENGTH = 1_000;

	private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

	/** What the decoder puts in place of bytes that are not UTF-8. */
	private static final int UNREADABLE = 0xFFFD;

	private FieldValues() {
	}

	/**
	 * Reads a language tag by its shape; whether it is spoken is the engine's to say.
	 * @param field name of the field
	 * @param value the value
	 * @return the tag, or nothing when blank or {@code auto}
	 */
	public static @Nullable String language(String field, String value) {
		String tag = value.strip();
		if (tag.isEmpty() || tag.toLowerCase(Locale.ROOT).equals("auto")) {
			return null;
		}
		if (!LANGUAGE.matcher(tag).matches()) {
			throw FieldProblems.invalid(field, "a BCP 47 language tag such as en, zh or pt-BR, or left out");
		}
		return tag;
	}

	/**
	 * Reads what is said in a recording.
	 * @param field name of the field
	 * @param value the value
	 * @return the words, or nothing when blank
	 */
	public static @Nullable String transcript(String field, String value) {
		return value.isBlank() ? null : text(field, value, MAX_TRANSCRIPT_LENGTH);
	}

	/**
	 * Reads running text: line breaks and tabs are fine, other control characters are
	 * not.
	 * @param field name of the field
	 * @param value the value
	 * @param maxLength characters it may hold at most
	 * @return the text, composed and without surrounding white space
	 */
	public static String text(String field, String value, int maxLength) {
		String text = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
		if (text.length() > maxLength) {
			throw FieldProblems.invalid(field,
					"at most %d characters long, and this one has %d".formatted(maxLength, text.length()));
		}
		if (text.codePoints().anyMatch(FieldValues::isControl)) {
			throw FieldProblems.invalid(field, "UTF-8 text without control characters");
		}
		return text;
	}

	/**
	 * Reads a text that is to be spoken.
	 * @param field name of the field
	 * @param value the value
	 * @param maxLength characters it may hold at most
	 * @return the text, with something in it that can be said
	 */
	public static String speakable(String field, String value, int maxLength) {
		String text = text(field, value, maxLength);
		if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
			throw ProblemException.invalidField(field, "text-unspeakable",
					"There is nothing to say in '%s'; write at least one letter or digit".formatted(field));
		}
		return text;
	}

	/**
	 * Reads a name people see in lists: one line, nothing invisible in it.
	 * @param field name of the field
	 * @param value the value
	 * @param maxLength characters it may hold at most
	 * @return the name
	 */
	public static String name(String field, String value, int maxLength) {
		String name = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
		if (name.isEmpty() || name.length() > maxLength) {
			throw FieldProblems.invalid(field, "1 to %d characters long".formatted(maxLength));
		}
		if (name.codePoints().anyMatch(FieldValues::isInvisible)) {
			throw FieldProblems.invalid(field, "one line of visible characters");
		}
		return name;
	}

	/**
	 * Reads one of a few words.
	 * @param <E> type of what the words stand for
	 * @param field name of the field
	 * @param value the value
	 * @param type what the words stand for
	 * @return the constant of that name, in any case
	 */
	public static <E extends Enum<E>> E oneOf(String field, String value, Class<E> type) {
		E[] constants = type.getEnumConstants();
		Optional<E> found = Arrays.stream(constants)
			.filter((constant) -> constant.name().equalsIgnoreCase(value.strip()))
			.findFirst();
		return found.orElseThrow(() -> FieldProblems.invalid(field, "one of " + String.join(", ",
				Arrays.stream(constants).map((constant) -> constant.name().toLowerCase(Locale.ROOT)).toList())));
	}

	/**
	 * Reads an id as it is written here.
	 * @param value the value
	 * @return the id, or nothing when it is none or written in another way
	 */
	public static Optional<UUID> id(String value) {
		try {
			UUID id = UUID.fromString(value);
			return id.toString().equalsIgnoreCase(value) ? Optional.of(id) : Optional.empty();
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

	private static boolean isControl(int character) {
		return switch (character) {
			case '\n', '\r', '\t' -> false;
			default -> Character.getType(character) == Character.CONTROL
					|| Character.getType(character) == Character.SURROGATE || character == UNREADABLE;
		};
	}

	private static boolean isInvisible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
				true;
			default -> false;
		};
	}

}
