package io.cosymesh.inference.embedded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.inference.text.Language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MannerTests {

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  ", "You are a helpful assistant.<|endofprompt|>" })
	void noInstructionIsPlain(String instruction) throws RefusedOrderException {
		assertThat(Manner.of(instruction)).isEqualTo(new Manner(Delivery.PLAIN, null));
	}

	@ParameterizedTest
	@CsvSource({ "happy,HAPPY", "Please speak in a SAD voice.,SAD", "请非常开心地说一句话。,HAPPY", "请非常伤心地说一句话。,SAD",
			"请非常生气地说一句话。,ANGRY", "请用尽可能慢地语速说一句话。,SLOWEST", "请用尽可能快地语速说一句话。,FASTEST",
			"Please say a sentence as loudly as possible.,LOUD", "Please say a sentence in a very soft voice.,SOFT",
			"你可以尝试用机器人的方式解答吗？,ROBOT", "whisper,WHISPER", "语速快一点,FAST", "slowly,SLOW",
			"You are a helpful assistant. 请用快乐的语气说<|endofprompt|>,HAPPY" })
	void instructionsThatCosyVoiceShipsAreUnderstood(String instruction, Preset preset) throws RefusedOrderException {
		assertThat(Manner.of(instruction)).isEqualTo(new Manner(preset.delivery(), null));
	}

	@Test
	void instructionsAddUp() throws RefusedOrderException {
		assertThat(Manner.of("Please speak happily and fast").delivery())
			.isEqualTo(Preset.HAPPY.delivery().and(Preset.FAST.delivery()));
	}

	@ParameterizedTest
	@CsvSource({ "请用广东话表达。,CANTONESE", "用粤语说这句话,CANTONESE", "Cantonese,CANTONESE", "请用普通话表达。,CHINESE" })
	void languagesOfChinaThatItHasAVoiceForAreSpoken(String instruction, Language language)
			throws RefusedOrderException {
		assertThat(Manner.of(instruction)).isEqualTo(new Manner(Delivery.PLAIN, language));
	}

	@ParameterizedTest
	@ValueSource(strings = { "请用四川话表达。", "请用东北话表达。", "用上海话说这句话", "请用闽南话表达。", "Speak with a Scottish accent",
			"in Sichuanese dialect", "请用天津话表达。", "请用云南话表达。" })
	void otherDialectsAreRefused(String instruction) {
		assertRefused(instruction, "dialect-not-supported");
	}

	@ParameterizedTest
	@ValueSource(strings = { "我想体验一下小猪佩奇风格，可以吗？", "like an old pirate", "Sing it", "unhappily", "breakfast" })
	void whatItDoesNotKnowIsRefusedWithWhatItKnows(String instruction) {
		assertRefused(instruction, "instruct-not-supported");
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> Manner.of(instruction))
			.withMessageContaining("cantonese, mandarin, fastest, slowest, happy");
	}

	private static void assertRefused(String instruction, String type) {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> Manner.of(instruction))
			.satisfies((ex) -> {
				assertThat(ex.field()).isEqualTo("instruct");
				assertThat(ex.type()).isEqualTo(type);
			});
	}

}
