package io.cosymesh.inference.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.cosymesh.inference.markup.Delivery;

/**
 * A way of speaking that espeak-ng can do, and the words that ask for it in English and
 * Chinese. Those that hold others' words come first.
 */
enum Preset {

	/** As quick as can be followed. */
	FASTEST(new Delivery(1.5, 0, 1, 0, false), "as (?:fast|quickly) as possible|尽可能快|最快"),

	/** As slow as can be borne. */
	SLOWEST(new Delivery(0.65, 0, 1, 0, false), "as slowly? as possible|尽可能慢|最慢"),

	/** Glad. */
	HAPPY(new Delivery(1.08, 1.65, 1.3, 0, false),
			"happy|happily|cheerful(?:ly)?|joyful(?:ly)?|excited(?:ly)?|开心|高兴|快乐|愉快|兴奋|喜悦"),

	/** Sorry. */
	SAD(new Delivery(0.85, -1.07, 0.6, -2, false), "sad(?:ly)?|sorrowful(?:ly)?|伤心|悲伤|难过|伤感"),

	/** Cross. */
	ANGRY(new Delivery(1.1, 0.84, 1.4, 3, false), "angry|angrily|furious(?:ly)?|生气|愤怒|气愤"),

	/** Taken aback. */
	SURPRISED(new Delivery(1.05, 2, 1.6, 1, false), "surprised|astonished|惊讶|吃惊"),

	/** Afraid. */
	FEARFUL(new Delivery(1.12, 1.5, 0.7, -1, false), "afraid|fearful(?:ly)?|scared|害怕|恐惧"),

	/** At ease. */
	CALM(new Delivery(0.92, 0, 0.7, -1, false), "calm(?:ly)?|gentle|gently|平静|冷静|温柔|平稳"),

	/** Without voice. */
	WHISPER(new Delivery(0.92, 0, 1, -4, true), "whisper(?:ed|ing)?|耳语|悄悄|低语"),

	/** Without melody. */
	ROBOT(new Delivery(0.95, 0, 0.1, 0, false), "robotic|robot|monotonous(?:ly)?|monotone|机器人"),

	/** With raised voice. */
	LOUD(new Delivery(1, 1.2, 1.2, 5, false), "loud(?:ly)?|大声"),

	/** With lowered voice. */
	SOFT(new Delivery(0.97, -0.5, 0.9, -6, false), "soft(?:ly)?|quiet(?:ly)?|轻声|小声"),

	/** Quick. */
	FAST(new Delivery(1.25, 0, 1, 0, false), "fast|quick(?:ly)?|快速|快"),

	/** Slow. */
	SLOW(new Delivery(0.8, 0, 1, 0, false), "slow(?:ly)?|慢速|慢");

	private final Delivery delivery;

	private final Pattern words;

	Preset(Delivery delivery, String words) {
		this.delivery = delivery;
		// A Chinese word has no edges; an English one must not be part of another.
		this.words = Pattern.compile("(?<![a-z])(?:" + words + ")(?![a-z])");
	}

	/** The words people and programs know them by. */
	static List<String> names() {
		return Arrays.stream(values()).map((preset) -> preset.name().toLowerCase(Locale.ROOT)).toList();
	}

	Delivery delivery() {
		return this.delivery;
	}

	Pattern words() {
		return this.words;
	}

}
