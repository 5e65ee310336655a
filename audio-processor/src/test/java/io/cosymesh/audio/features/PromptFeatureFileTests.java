package io.cosymesh.audio.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.audio.TestSpeech;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.dsp.mel.FeatureMatrix;
import io.cosymesh.dsp.mel.FlowMel;
import io.cosymesh.models.SpeechModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Reads the file as the format of safetensors says, without its writer.
 */
class PromptFeatureFileTests {

	private static final float[] CLIP = TestSpeech.voice(3.48, 24_000);

	private final ByteBuffer file = ByteBuffer
		.wrap(new PromptFeatureFile(SpeechModels.none()).write(TestSpeech.pcm16(CLIP), PromptModel.COSYVOICE3))
		.order(ByteOrder.LITTLE_ENDIAN);

	private final int headerLength = Math.toIntExact(this.file.getLong(0));

	private final JsonNode header = JsonMapper.shared()
		.readTree(new String(this.file.array(), 8, this.headerLength, StandardCharsets.UTF_8));

	@Test
	void headerTellsModelAndClip() {
		assertThat(this.headerLength % 8).isZero();
		JsonNode metadata = this.header.path("__metadata__");
		assertThat(metadata.path("format").asString()).isEqualTo("cosymesh-prompt-features");
		assertThat(metadata.path("version").asString()).isEqualTo("1");
		assertThat(metadata.path("model").asString()).isEqualTo("cosyvoice3");
		assertThat(metadata.path("sample_rate").asString()).isEqualTo("24000");
		assertThat(metadata.path("samples").asString()).isEqualTo("83520");
	}

	@Test
	void tensorsHaveTheirShapesAndFillTheFileWithoutAGap() {
		assertThat(this.header.path("flow_mel").path("shape").toString()).isEqualTo("[1,174,80]");
		assertThat(this.header.path("whisper_mel").path("shape").toString()).isEqualTo("[1,128,348]");
		assertThat(this.header.path("speaker_fbank").path("shape").toString()).isEqualTo("[1,346,80]");
		int end = 0;
		for (String name : new String[] { "flow_mel", "whisper_mel", "speaker_fbank" }) {
			JsonNode tensor = this.header.path(name);
			assertThat(tensor.path("dtype").asString()).isEqualTo("F32");
			assertThat(tensor.path("data_offsets").get(0).asInt()).isEqualTo(end);
			end += 4 * tensor.path("shape").get(1).asInt() * tensor.path("shape").get(2).asInt();
			assertThat(tensor.path("data_offsets").get(1).asInt()).isEqualTo(end);
		}
		assertThat(this.file.array()).hasSize(8 + this.headerLength + end);
	}

	@Test
	void valuesStandRowAfterRow() {
		FeatureMatrix expected = FlowMel.COSYVOICE3.of(samples(TestSpeech.pcm16(CLIP)));
		int start = 8 + this.headerLength;
		for (int[] cell : new int[][] { { 0, 0 }, { 0, 79 }, { 100, 7 }, { 173, 79 } }) {
			assertThat(this.file.getFloat(start + 4 * (80 * cell[0] + cell[1])))
				.isCloseTo(expected.at(cell[0], cell[1]), within(1e-6f));
		}
	}

	private static float[] samples(byte[] pcm) {
		ShortBuffer shorts = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
		float[] samples = new float[shorts.remaining()];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = shorts.get(i) / 32_768f;
		}
		return samples;
	}

	@Test
	void modelsDifferInTheFlowMelAlone() {
		byte[] other = new PromptFeatureFile(SpeechModels.none()).write(TestSpeech.pcm16(CLIP), PromptModel.COSYVOICE2);
		int start = 8 + this.headerLength + 4 * 174 * 80;
		assertThat(ByteBuffer.wrap(other, start, other.length - start))
			.isEqualTo(ByteBuffer.wrap(this.file.array(), start, other.length - start));
		assertThat(ByteBuffer.wrap(other, start - 4 * 174 * 80, 4 * 174 * 80))
			.isNotEqualTo(ByteBuffer.wrap(this.file.array(), start - 4 * 174 * 80, 4 * 174 * 80));
	}

}
