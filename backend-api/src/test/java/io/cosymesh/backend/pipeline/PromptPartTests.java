package io.cosymesh.backend.pipeline;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.contracts.audio.PromptDetails.Window;
import io.cosymesh.contracts.audio.PromptReport;

import static org.assertj.core.api.Assertions.assertThat;

class PromptPartTests {

	/** Three seconds whose bytes tell the second they belong to. */
	private static final AudioBytes AUDIO = audio();

	@Test
	void bestWindowIsHeardOfAPromptNobodyWroteDown() {
		byte[] part = PromptPart.of(AUDIO, report(details(1, 2)), null).toByteArray();
		assertThat(part).hasSize(48_000).containsOnly(1);
	}

	@Test
	void whatIsWrittenDownIsHeardWhole() {
		assertThat(PromptPart.of(AUDIO, report(details(1, 2)), "all three words")).isEqualTo(AUDIO);
	}

	@Test
	void wholeIsHeardWithoutAWindowOrOutsideOfIt() {
		assertThat(PromptPart.of(AUDIO, report(null), null)).isEqualTo(AUDIO);
		assertThat(PromptPart.of(AUDIO, report(details(0, 3)), null)).isEqualTo(AUDIO);
		assertThat(PromptPart.of(AUDIO, report(details(7, 9)), null)).isEqualTo(AUDIO);
	}

	private static PromptDetails details(double start, double end) {
		return new PromptDetails(1, -23, -3, 0, 12_000, 0, null, new Window(start, end), List.of());
	}

	private static PromptReport report(@Nullable PromptDetails details) {
		return new PromptReport("wav/pcm_s16le", 24_000, 3, 3, -20, -3, 40, 0, List.of(), List.of(), details);
	}

	private static AudioBytes audio() {
		byte[] pcm = new byte[3 * 48_000];
		for (int i = 0; i < pcm.length; i++) {
			pcm[i] = (byte) (i / 48_000);
		}
		return AudioBytes.of(pcm);
	}

}
