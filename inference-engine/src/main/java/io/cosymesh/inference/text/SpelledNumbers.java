package io.cosymesh.inference.text;

import java.util.Locale;

import com.ibm.icu.text.RuleBasedNumberFormat;

/**
 * CLDR's rules for saying numbers. ICU's formats aren't thread-safe: each use gets a
 * copy.
 */
final class SpelledNumbers {

	private static final RuleBasedNumberFormat CHINESE = new RuleBasedNumberFormat(Locale.SIMPLIFIED_CHINESE,
			RuleBasedNumberFormat.SPELLOUT);

	private static final RuleBasedNumberFormat JAPANESE = new RuleBasedNumberFormat(Locale.JAPANESE,
			RuleBasedNumberFormat.SPELLOUT);

	private SpelledNumbers() {
	}

	static RuleBasedNumberFormat in(Locale locale) {
		RuleBasedNumberFormat format = locale.equals(Locale.JAPANESE) ? JAPANESE : CHINESE;
		return format.clone();
	}

}
