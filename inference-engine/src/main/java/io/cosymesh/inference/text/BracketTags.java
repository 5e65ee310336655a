package io.cosymesh.inference.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Words in brackets that are told apart from text: pronunciation tags and CosyVoice's
 * sound tags. A number or anything in another script than Latin is text.
 */
public final class BracketTags {

	/** CosyVoice's sound tags, without their brackets. */
	public static final Set<String> EVENTS = Set.of("breath", "noise", "laughter", "cough", "clucking", "accent",
			"quick_breath", "hissing", "sigh", "vocalized-noise", "lipsmack", "mn");

	/** Double brackets are no tag: they are taken off. */
	private static final Pattern TAG = Pattern
		.compile("(?<!\\[)\\[(\\p{IsLatin}[\\p{IsLatin}\\p{Mn}\\d_-]{0,31})](?!])");

	/** Stands for a tag while the text around it is worked on; no text keeps it. */
	private static final char FIRST_SHIELD = '\uE100';

	private static final char LAST_SHIELD = '\uF8FF';

	private BracketTags() {
	}

	/**
	 * Finds the first tag that can't be followed.
	 * @param text a text
	 * @param withEvents whether sound tags may stand in it
	 * @return what is wrong, or nothing
	 */
	public static Optional<Fault> firstFault(String text, boolean withEvents) {
		Matcher tags = TAG.matcher(text);
		while (tags.find()) {
			Optional<PronunciationTag> tag = PronunciationTag.of(tags.group(1));
			if (tag.isEmpty() && !(withEvents && EVENTS.contains(tags.group(1)))) {
				return Optional.of(new Fault(tags.group(), tags.start(),
						"is no tag known here: give CMU phonemes such as [HH][OW1], pinyin as [initial][final] such as "
								+ "[j][ǐ]%s; put other words into parentheses"
									.formatted(withEvents ? ", or a sound such as [breath]" : "")));
			}
			if (tag.filter(PronunciationTag.INITIAL::equals).isPresent() && !isFollowedByFinal(text, tags.end())) {
				return Optional.of(new Fault(tags.group(), tags.start(),
						"begins a syllable; its final, such as [ǐ], must follow at once"));
			}
		}
		return Optional.empty();
	}

	private static boolean isFollowedByFinal(String text, int position) {
		Matcher next = TAG.matcher(text).region(position, text.length()).useTransparentBounds(true);
		return next.lookingAt()
				&& PronunciationTag.of(next.group(1)).filter(PronunciationTag.FINAL::equals).isPresent();
	}

	/** Finds out what the tag is that stands at a place, if any. */
	static Optional<Tag> at(String text, int position) {
		Matcher tag = TAG.matcher(text).region(position, text.length()).useTransparentBounds(true);
		if (!tag.lookingAt()) {
			return Optional.empty();
		}
		PronunciationTag kind = PronunciationTag.of(tag.group(1)).orElse(null);
		boolean isKnown = kind != null || EVENTS.contains(tag.group(1));
		return isKnown ? Optional.of(new Tag(kind, tag.end())) : Optional.empty();
	}

	/** Works on a text but not on the tags in it, and not on digits of theirs. */
	static String around(String text, UnaryOperator<String> work) {
		StringBuilder tags = new StringBuilder();
		List<String> shielded = TAG.matcher(text).results().map(MatchResult::group).toList();
		int[] next = { 0 };
		String plain = TAG.matcher(text).replaceAll((tag) -> {
			int index = next[0]++;
			return (index <= LAST_SHIELD - FIRST_SHIELD) ? String.valueOf((char) (FIRST_SHIELD + index)) : "";
		});
		for (char character : work.apply(plain).toCharArray()) {
			boolean isShield = character >= FIRST_SHIELD && character - FIRST_SHIELD < shielded.size();
			tags.append(isShield ? shielded.get(character - FIRST_SHIELD) : String.valueOf(character));
		}
		return tags.toString();
	}

	/** Takes the tags out. */
	static String without(String text) {
		return TAG.matcher(text).replaceAll(" ");
	}

	/**
	 * A tag that can't be followed.
	 *
	 * @param tag the tag with its brackets
	 * @param position where it begins, in characters from 0
	 * @param reason what is wrong with it and what would be right
	 */
	public record Fault(String tag, int position, String reason) {

	}

	/**
	 * A known tag in a text.
	 *
	 * @param kind what it is, nothing for a sound
	 * @param end where it ends
	 */
	record Tag(@Nullable PronunciationTag kind, int end) {

	}

}
