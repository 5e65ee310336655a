package io.cosymesh.inference.cosyvoice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndOfPromptTests {

	private final EndOfPrompt mark = new EndOfPrompt("You are a helpful assistant.");

	@ParameterizedTest
	@ValueSource(strings = { "Hello.", "<|endofprompt|>Hello.", "You are a helpful assistant.<|endofprompt|>Hello.",
			"You are a helpful assistant.<|endofprompt|>You are a helpful assistant.<|endofprompt|>Hello.",
			"Hello.<|endofprompt|>" })
	void textIsMarkedOnce(String text) {
		assertThat(this.mark.before(text)).isEqualTo("You are a helpful assistant.<|endofprompt|>Hello.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "请用广东话表达。", "You are a helpful assistant. 请用广东话表达。<|endofprompt|>" })
	void instructionIsMarkedOnce(String instruction) {
		assertThat(this.mark.after(instruction)).isEqualTo("You are a helpful assistant. 请用广东话表达。<|endofprompt|>");
	}

	@Test
	void otherControlTokensAreTakenOut() {
		assertThat(this.mark.bare("<|en|>Hello <|s_12|>there.")).isEqualTo("Hello there.");
	}

	@Test
	void tokenIsNotMadeOfTwoHalves() {
		assertThat(this.mark.bare("<|<|x|>endofprompt|>Hello.")).doesNotContain("<|endofprompt|>");
	}

	@Test
	void modelWithoutPrefixGetsTheTokenAlone() {
		assertThat(new EndOfPrompt("").after("用四川话说这句话")).isEqualTo("用四川话说这句话<|endofprompt|>");
	}

}
