package io.cosymesh.inference.cosyvoice;

import java.util.Locale;
import java.util.List;
import java.util.Map;

import io.cosymesh.inference.text.Language;
import org.jspecify.annotations.Nullable;

/**
 * Instructions as CosyVoice3 was trained to follow them.
 */
final class Instruction {

	private static final String CANTONESE = "请用广东话表达。";

	/** The presets of the embedded engine that CosyVoice has a sentence for. */
	private static final Map<String, String> PRESETS = Map.of("happy", "请非常开心地说一句话。", "sad", "请非常伤心地说一句话。", "angry",
			"请非常生气地说一句话。", "fastest", "请用尽可能快地语速说一句话。", "slowest", "请用尽可能慢地语速说一句话。", "loud",
			"Please say a sentence as loudly as possible.", "soft", "Please say a sentence in a very soft voice.",
			"robot", "你可以尝试用机器人的方式解答吗？", "cantonese", CANTONESE);

	private Instruction() {
	}

	static List<String> presets() {
		return PRESETS.keySet().stream().sorted().toList();
	}

	/** Returns what to tell the runtime, or nothing. */
	static @Nullable String of(@Nullable String wish, Language language, EndOfPrompt mark) {
		String bare = (wish != null) ? mark.bare(wish) : "";
		if (bare.isEmpty()) {
			// The model takes Chinese characters for Mandarin unless told otherwise.
			return (language == Language.CANTONESE) ? CANTONESE : null;
		}
		return PRESETS.getOrDefault(bare.toLowerCase(Locale.ROOT), bare);
	}

}
