package io.cosymesh.inference.embedded;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.inference.text.Language;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction asks for, as far as espeak-ng can do it. An instruction that holds
 * anything else is refused: doing half of it would be no answer.
 *
 * @param delivery how to speak
 * @param language the language to speak, if the instruction names one
 */
record Manner(Delivery delivery, @Nullable Language language) {

	private static final String FIELD = "instruct";

	/** What CosyVoice wraps instructions in. */
	private static final Pattern WRAPPING = Pattern.compile("you are a helpful assistant\\.?|<\\|endofprompt\\|>");

	private static final Pattern CANTONESE = Pattern.compile("广东话|广东|粤语|廣東話|粵語|cantonese");

	private static final Pattern MANDARIN = Pattern.compile("普通话|普通話|国语|mandarin");

	private static final Pattern DIALECT = Pattern
		.compile("(?:东北|甘肃|贵州|河南|湖北|湖南|江西|闽南|宁夏|山西|陕西|山东|上海|四川|天津|云南|重庆|武汉|南京|苏州|温州|杭州|长沙|郑州|"
				+ "客家|潮汕|潮州|台湾|北京|河北|安徽|福建|海南|青海|新疆|内蒙古)(?:话|方言|口音|腔)?|方言|口音|(?<![a-z])(?:dialect|accent|"
				+ "sichuan(?:ese)?|shanghai(?:nese)?|hokkien|hakka)(?![a-z])");

	private static final Pattern FILLING = Pattern.compile("(?<![a-z])(?:please|say|speak|read|talk|this|it|a|an|the|"
			+ "sentence|text|in|with|very|as|at|tone|voice|way|manner|style|mood|emotion|pace|speed|possible|and|like|"
			+ "you|can|try|to|answer|sound|more|bit|little|of|use)(?![a-z])|你可以|尝试|试着|请|用|以|的|地|得|说|讲|读|一句话|"
			+ "这句话|句话|语气|语调|语速|情感|情绪|声音|方式|风格|表达|解答|回答|非常|十分|很|一点|一些|点|和|着|并|可以|吗|速度|来|把|话|感觉");

	private static final String KNOWN = String.join(", ", Preset.names());

	static Manner of(@Nullable String instruction) throws RefusedOrderException {
		String wish = (instruction != null) ? WRAPPING.matcher(instruction.toLowerCase(Locale.ROOT)).replaceAll(" ")
				: "";
		String rest = MANDARIN.matcher(CANTONESE.matcher(wish).replaceAll(" ")).replaceAll(" ");
		refuseDialect(rest);
		Delivery delivery = Delivery.PLAIN;
		for (Preset preset : Preset.values()) {
			Matcher words = preset.words().matcher(rest);
			if (words.find()) {
				delivery = delivery.and(preset.delivery());
				rest = words.replaceAll(" ");
			}
		}
		refuseRest(rest);
		return new Manner(delivery, language(wish));
	}

	private static @Nullable Language language(String wish) {
		if (CANTONESE.matcher(wish).find()) {
			return Language.CANTONESE;
		}
		return MANDARIN.matcher(wish).find() ? Language.CHINESE : null;
	}

	private static void refuseDialect(String rest) throws RefusedOrderException {
		if (DIALECT.matcher(rest).find()) {
			throw new RefusedOrderException(FIELD, "dialect-not-supported",
					"The embedded engine has no voice for this dialect; of Chinese it speaks Mandarin and Cantonese");
		}
	}

	private static void refuseRest(String rest) throws RefusedOrderException {
		String unknown = FILLING.matcher(rest).replaceAll(" ");
		if (unknown.codePoints().anyMatch(Character::isLetterOrDigit)) {
			throw new RefusedOrderException(FIELD, "instruct-not-supported",
					"The embedded engine can't follow this instruction; it knows cantonese, mandarin, " + KNOWN);
		}
	}

}
