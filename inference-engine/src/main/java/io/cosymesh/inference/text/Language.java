package io.cosymesh.inference.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;

/**
 * A language, or a variety of one that sounds different, that can be spoken.
 */
public enum Language {

	/** American English. */
	ENGLISH("en", "eng"),

	/** British English. */
	BRITISH_ENGLISH("en-GB", ""),

	/** Mandarin Chinese. */
	CHINESE("zh", "cmn"),

	/** Cantonese. */
	CANTONESE("yue", "yue"),

	/** Japanese. */
	JAPANESE("ja", "jpn"),

	/** Korean. */
	KOREAN("ko", "kor"),

	/** German. */
	GERMAN("de", "deu"),

	/** French. */
	FRENCH("fr", "fra"),

	/** European Spanish. */
	SPANISH("es", "spa"),

	/** Latin American Spanish. */
	LATIN_AMERICAN_SPANISH("es-419", ""),

	/** Italian. */
	ITALIAN("it", "ita"),

	/** European Portuguese. */
	PORTUGUESE("pt", "por"),

	/** Brazilian Portuguese. */
	BRAZILIAN_PORTUGUESE("pt-BR", ""),

	/** Russian. */
	RUSSIAN("ru", "rus"),

	/** Norwegian Bokmål. */
	NORWEGIAN("nb", "nob"),

	/** Dutch. */
	DUTCH("nl", "nld"),

	/** Polish. */
	POLISH("pl", "pol"),

	/** Swedish. */
	SWEDISH("sv", "swe"),

	/** Danish. */
	DANISH("da", "dan"),

	/** Finnish. */
	FINNISH("fi", "fin"),

	/** Czech. */
	CZECH("cs", "ces"),

	/** Turkish. */
	TURKISH("tr", "tur"),

	/** Ukrainian. */
	UKRAINIAN("uk", "ukr"),

	/** Greek. */
	GREEK("el", "ell"),

	/** Hungarian. */
	HUNGARIAN("hu", "hun"),

	/** Romanian. */
	ROMANIAN("ro", "ron"),

	/** Catalan. */
	CATALAN("ca", "cat"),

	/** Hindi. */
	HINDI("hi", "hin"),

	/** Indonesian. */
	INDONESIAN("id", "ind"),

	/** Vietnamese. */
	VIETNAMESE("vi", "vie");

	/** Tags people write that a plain lookup would miss. */
	private static final Map<String, Language> ALIASES = Map.of("cmn", CHINESE, "zh-cmn", CHINESE, "zh-yue", CANTONESE,
			"zh-hk", CANTONESE, "zh-hant-hk", CANTONESE, "no", NORWEGIAN, "nn", NORWEGIAN, "es-mx",
			LATIN_AMERICAN_SPANISH, "es-ar", LATIN_AMERICAN_SPANISH);

	private final String tag;

	private final String iso639;

	Language(String tag, String iso639) {
		this.tag = tag;
		this.iso639 = iso639;
	}

	/**
	 * Finds the best language for a tag by the lookup of RFC 4647 §3.4.
	 * @param tag a BCP 47 tag in any case, such as {@code zh-Hans-CN}
	 * @return the language, or nothing when it is not spoken here or no tag at all
	 */
	public static Optional<Language> tagged(String tag) {
		String normal = tag.strip().replace('_', '-').toLowerCase(Locale.ROOT);
		if (ALIASES.containsKey(normal)) {
			return Optional.of(ALIASES.get(normal));
		}
		try {
			String found = Locale.lookupTag(List.of(new LanguageRange(normal)), tags());
			return Arrays.stream(values()).filter((language) -> language.tag.equalsIgnoreCase(found)).findFirst();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the tags of all languages.
	 * @return BCP 47 tags
	 */
	public static List<String> tags() {
		return Arrays.stream(values()).map(Language::tag).toList();
	}

	/**
	 * Returns the tag.
	 * @return the BCP 47 tag
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * Returns the locale for rules that depend on the language.
	 * @return the locale
	 */
	public Locale locale() {
		return Locale.forLanguageTag(this.tag);
	}

	/**
	 * Tells whether the language is written without spaces in Chinese characters.
	 * @return whether one character is about one syllable
	 */
	public boolean isHanScript() {
		return this == CHINESE || this == CANTONESE || this == JAPANESE;
	}

	/** Tells whether the language is written in Latin letters. */
	boolean isLatinScript() {
		return switch (this) {
			case CHINESE, CANTONESE, JAPANESE, KOREAN, RUSSIAN, UKRAINIAN, GREEK, HINDI -> false;
			default -> true;
		};
	}

	/** Returns the ISO 639-3 code, or nothing for varieties that can't be told apart. */
	String iso639() {
		return this.iso639;
	}

}
