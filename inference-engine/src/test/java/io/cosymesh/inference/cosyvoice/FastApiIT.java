package io.cosymesh.inference.cosyvoice;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.cosyvoice.StandInRuntime.Heard;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SpeechException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

/**
 * The engine and a runtime that speaks like CosyVoice's own server.
 */
class FastApiIT extends DrivenRuntime {

	FastApiIT() {
		super("dialect=fastapi", "probe.interval=1h");
	}

	@Test
	void transcriptMakesItZeroShot() throws SpeechException {
		byte[] pcm = Driving.hear(this.engine, Driving.order("你好，欢迎回家。", null, 1, 190, "希望你以后能够做的比我还好呦。"));
		Heard heard = heard();
		assertThat(heard.path()).isEqualTo("/inference_zero_shot");
		assertThat(heard.texts()).containsOnly(Map.entry("tts_text", "你好，欢迎回家。"),
				Map.entry("prompt_text", PREFIX + "希望你以后能够做的比我还好呦。"), Map.entry("seed", "7"));
		assertThat(heard.wav()).startsWith('R', 'I', 'F', 'F');
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(heard.seconds(), offset(0.01));
		assertThat(Listening.semitonesFrom(190, pcm)).isBetween(-0.5, 0.5);
	}

	@Test
	void recordingWithoutTranscriptMakesItCrossLingual() throws SpeechException {
		Driving.hear(this.engine, Driving.order("Hello there.", null, 1, 150, null));
		assertThat(heard().path()).isEqualTo("/inference_cross_lingual");
		assertThat(heard().texts()).containsOnly(Map.entry("tts_text", PREFIX + "Hello there."),
				Map.entry("seed", "7"));
	}

	@Test
	void instructionMakesItInstruct2() throws SpeechException {
		Driving.hear(this.engine, Driving.order("你好，欢迎回家。", "请用四川话表达。", 1, 150, "What I said."));
		assertThat(heard().path()).isEqualTo("/inference_instruct2");
		assertThat(heard().texts()).containsOnly(Map.entry("tts_text", "你好，欢迎回家。"),
				Map.entry("instruct_text", "You are a helpful assistant. 请用四川话表达。<|endofprompt|>"),
				Map.entry("seed", "7"));
	}

	@Test
	void speedIsRefusedUnlessTheServerIsKnownToTakeIt() {
		assertThatExceptionOfType(RefusedOrderException.class)
			.isThrownBy(() -> this.engine.open(Driving.order("Hello there.", null, 1.2, 150, null)))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("speed"));
	}

}
