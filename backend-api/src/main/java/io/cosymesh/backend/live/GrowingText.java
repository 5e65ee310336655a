package io.cosymesh.backend.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import org.jspecify.annotations.Nullable;

/**
 * A text that arrives in pieces, and its sentences as soon as each is known to be over.
 * How it is cut into pieces changes nothing: it is looked at character by character.
 * Never prints it.
 */
final class GrowingText {

	/** About fifteen seconds of speech; a wide character counts three. */
	private static final int LONGEST = 240;

	private static final int WIDE = 3;

	private static final char FIRST_WIDE = '\u2e80';

	/** A tag that is longer is no tag. */
	private static final int LONGEST_TAG = 120;

	/** Nothing that follows could make more of the sentence. */
	private static final String ENDS = "。！？；｡\n\r\u2028\u2029";

	/** Ends that have to be followed by a space: {@code a?b=c;d} has none. */
	private static final String ENDS_BEFORE_SPACE = "!?;";

	private static final char POINT = '.';

	private static final String CLOSERS = "\"'”’」』）)]】》»";

	private static final String CLAUSES = "，、,:：—";

	/** Abbreviations before names, which CLDR's list lacks. */
	private static final List<String> TITLES = List.of("Dr.", "St.", "Mt.", "Mme.", "Mlle.", "Sr.", "Sra.", "Dra.");

	private final BreakIterator breaks;

	private final StringBuilder text = new StringBuilder();

	private int width;

	private boolean undecided;

	/**
	 * Begins a text.
	 * @param language BCP 47 tag of its language, whose abbreviations count
	 */
	GrowingText(@Nullable String language) {
		ULocale locale = ULocale.forLanguageTag((language != null) ? language : "en");
		FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(locale);
		TITLES.forEach(builder::suppressBreakAfter);
		this.breaks = builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
	}

	/** Takes a piece and returns the sentences that it ends. */
	List<String> add(String piece) {
		List<String> sentences = new ArrayList<>();
		for (int i = 0; i < piece.length(); i++) {
			append(piece.charAt(i));
			end().flatMap(this::cut).ifPresent(sentences::add);
		}
		return sentences;
	}

	/** Returns what is left, the text being over. */
	Optional<String> finish() {
		return cut(this.text.length());
	}

	/** Returns the number of characters that no sentence holds yet. */
	int length() {
		return this.text.length();
	}

	private void append(char character) {
		boolean isRest = Character.isWhitespace(character) || CLOSERS.indexOf(character) >= 0
				|| ENDS.indexOf(character) >= 0 || ENDS_BEFORE_SPACE.indexOf(character) >= 0;
		if (this.text.isEmpty() && isRest) {
			return;
		}
		this.text.append(character);
		this.width += widthOf(character);
		this.undecided |= character == POINT;
	}

	private Optional<Integer> end() {
		int length = this.text.length();
		if (length == 0) {
			return Optional.empty();
		}
		char last = this.text.charAt(length - 1);
		int end = isInTag(length) ? 0 : endAt(last, length);
		if (end == 0 && this.width > LONGEST) {
			end = clause(length);
		}
		return (end > 0) ? Optional.of(end) : Optional.empty();
	}

	private int endAt(char last, int length) {
		if (ENDS.indexOf(last) >= 0) {
			return isSpeakable(length) ? length : 0;
		}
		if (Character.isWhitespace(last)) {
			return (ENDS_BEFORE_SPACE.indexOf(beforeClosers(length - 1)) >= 0 && isSpeakable(length)) ? length : 0;
		}
		if (!this.undecided || !Character.isLetter(last)) {
			return 0;
		}
		this.undecided = false;
		this.breaks.setText(this.text.toString());
		int boundary = this.breaks.next();
		while (boundary > 0 && boundary < length) {
			if (isAfterPoint(boundary) && hasLetter(boundary)) {
				return boundary;
			}
			boundary = this.breaks.next();
		}
		return 0;
	}

	private boolean isAfterPoint(int boundary) {
		int end = boundary;
		while (end > 0 && Character.isWhitespace(this.text.charAt(end - 1))) {
			end--;
		}
		return beforeClosers(end) == POINT;
	}

	private char beforeClosers(int end) {
		int i = end - 1;
		while (i > 0 && CLOSERS.indexOf(this.text.charAt(i)) >= 0) {
			i--;
		}
		return (i >= 0) ? this.text.charAt(i) : ' ';
	}

	/** Finds where a sentence that got too long is best cut. */
	private int clause(int length) {
		int space = 0;
		for (int i = length - 2; i >= length / 4; i--) {
			char character = this.text.charAt(i);
			if (isInTag(i + 1)) {
				continue;
			}
			if (CLAUSES.indexOf(character) >= 0 && !Character.isDigit(this.text.charAt(i + 1))) {
				return i + 1;
			}
			space = (space == 0 && Character.isWhitespace(character)) ? i + 1 : space;
		}
		if (space > 0) {
			return space;
		}
		return Character.isHighSurrogate(this.text.charAt(length - 1)) ? length - 1 : length;
	}

	private boolean isInTag(int end) {
		return isOpen('[', ']', end) || isOpen('<', '>', end);
	}

	private boolean isOpen(char opening, char closing, int end) {
		for (int i = end - 1; i >= Math.max(0, end - LONGEST_TAG); i--) {
			if (this.text.charAt(i) == closing) {
				return false;
			}
			if (this.text.charAt(i) == opening) {
				return true;
			}
		}
		return false;
	}

	private Optional<String> cut(int end) {
		String sentence = this.text.substring(0, end).strip();
		boolean speakable = isSpeakable(end);
		String rest = this.text.substring(end);
		this.text.setLength(0);
		this.width = 0;
		this.undecided = false;
		rest.chars().forEach((character) -> append((char) character));
		return speakable ? Optional.of(sentence) : Optional.empty();
	}

	private boolean isSpeakable(int end) {
		return this.text.codePoints().limit(end).anyMatch(Character::isLetterOrDigit);
	}

	/** The number before the point of a list is no sentence. */
	private boolean hasLetter(int end) {
		return this.text.chars().limit(end).anyMatch(Character::isLetter);
	}

	private static int widthOf(char character) {
		return (character >= FIRST_WIDE && !Character.isSurrogate(character)) ? WIDE : 1;
	}

	@Override
	public String toString() {
		return "GrowingText[%d chars]".formatted(this.text.length());
	}

}
