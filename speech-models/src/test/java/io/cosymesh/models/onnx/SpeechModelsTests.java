package io.cosymesh.models.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.dsp.mel.FeatureMatrix;
import io.cosymesh.models.ModelException;
import io.cosymesh.models.SpeakerEncoder;
import io.cosymesh.models.SpeechModels;
import io.cosymesh.models.SpeechTokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class SpeechModelsTests {

	@TempDir
	Path directory;

	@Test
	void modelWhoseFileIsMissingIsLeftOut() throws IOException {
		try (SpeechModels models = load()) {
			assertThat(models.speakerEncoder()).isEmpty();
			assertThat(models.speechTokenizer()).isEmpty();
		}
		TestGraphs.speechTokenizer(this.directory);
		try (SpeechModels models = load()) {
			assertThat(models.speakerEncoder()).isEmpty();
			assertThat(models.speechTokenizer()).isPresent();
		}
	}

	@Test
	void missingDirectoryAndBrokenFilesAreErrors() throws IOException {
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> SpeechModels.load(this.directory.resolve("nowhere"), 1))
			.withMessageContaining("is no directory");
		TestGraphs.speakerEncoder(this.directory);
		Files.write(this.directory.resolve("speech_tokenizer_v3.onnx"), new byte[] { 1, 2, 3 });
		assertThatExceptionOfType(ModelException.class).isThrownBy(this::load)
			.withMessageContaining("speech_tokenizer_v3.onnx")
			.withMessageContaining("can't load it");
	}

	@Test
	void graphWithOtherInputsIsRefusedWithBothShapes() throws IOException {
		Path file = this.directory.resolve("campplus.onnx");
		new OnnxGraph().input("x", OnnxGraph.FLOAT, 1, -1, 64)
			.output("y", OnnxGraph.FLOAT, 1, -1, 64)
			.node("Neg", List.of("x"), "y")
			.write(file);
		assertThatExceptionOfType(ModelException.class).isThrownBy(this::load)
			.withMessageContaining("input 'x' is FLOAT [1, any, 64] where FLOAT [1, any, 80] is expected");
		new OnnxGraph().input("x", OnnxGraph.FLOAT, 1, -1, 80)
			.output("y", OnnxGraph.FLOAT, 1, -1, 80)
			.node("Neg", List.of("x"), "y")
			.write(file);
		assertThatExceptionOfType(ModelException.class).isThrownBy(this::load)
			.withMessageContaining("output 'y' is FLOAT [1, any, 80] where FLOAT [1, 192] is expected");
		TestGraphs.tokenizer(4, 0).write(file);
		assertThatExceptionOfType(ModelException.class).isThrownBy(this::load)
			.withMessageContaining("has 2 inputs where 1 are expected");
	}

	@Test
	void speakerIsWhatTheGraphSays() throws IOException {
		TestGraphs.speakerEncoder(this.directory);
		try (SpeechModels models = load()) {
			SpeakerEncoder encoder = models.speakerEncoder().orElseThrow();
			float[] fbank = new float[5 * 80];
			fbank[0] = 3;
			fbank[80] = 4;
			fbank[1] = -12;
			float[] expected = new float[192];
			expected[0] = 5;
			expected[1] = 12;
			assertThat(encoder.embed(new FeatureMatrix(5, 80, fbank)).values()).containsExactly(expected,
					within(1e-5f));
			float[] other = new float[5 * 80];
			other[2 * 80 + 1] = 2;
			assertThat(encoder.embed(new FeatureMatrix(5, 80, fbank))
				.similarity(encoder.embed(new FeatureMatrix(5, 80, other)))).isCloseTo(12 / 13.0, within(1e-6));
		}
	}

	@Test
	void speakerWithoutADirectionIsAnError() throws IOException {
		TestGraphs.speakerEncoder(this.directory);
		try (SpeechModels models = load()) {
			SpeakerEncoder encoder = models.speakerEncoder().orElseThrow();
			assertThatExceptionOfType(ModelException.class)
				.isThrownBy(() -> encoder.embed(new FeatureMatrix(5, 80, new float[5 * 80])))
				.withMessageContaining("describes no speaker");
			float[] broken = new float[5 * 80];
			broken[7] = Float.NaN;
			assertThatExceptionOfType(ModelException.class)
				.isThrownBy(() -> encoder.embed(new FeatureMatrix(5, 80, broken)));
		}
	}

	@Test
	void whoTakesOverMakesAClipInconsistent() throws IOException {
		TestGraphs.speakerEncoder(this.directory);
		try (SpeechModels models = load()) {
			SpeakerEncoder encoder = models.speakerEncoder().orElseThrow();
			assertThat(encoder.consistency(Tones.of(300, 2.9))).isEmpty();
			double one = encoder.consistency(Tones.of(300, 6)).orElseThrow();
			double two = encoder.consistency(Tones.then(Tones.of(300, 3), Tones.of(3000, 3))).orElseThrow();
			assertThat(one).isGreaterThan(0.9);
			assertThat(two).isLessThan(one - 0.2);
		}
	}

	@Test
	void tokensAreWhatTheGraphSaysAndAQuarterOfTheFrames() throws IOException {
		TestGraphs.speechTokenizer(this.directory);
		try (SpeechModels models = load()) {
			float[] mel = new float[128 * 348];
			for (int token = 0; token < 87; token++) {
				mel[token * 348 + 4 * token] = 1;
			}
			int[] tokens = models.speechTokenizer().orElseThrow().tokenize(new FeatureMatrix(128, 348, mel));
			assertThat(tokens).hasSize(87).startsWith(0, 1, 2).endsWith(85, 86);
		}
	}

	@Test
	void tokensThatAreTooManyOrUnknownAreErrors() throws IOException {
		assertTokenizerFails(TestGraphs.tokenizer(1, 0), "makes 40 tokens of 40 frames");
		assertTokenizerFails(TestGraphs.tokenizer(4, SpeechTokenizer.KINDS), "makes tokens beyond 6560");
		assertTokenizerFails(TestGraphs.tokenizer(4, -1), "makes tokens beyond 6560");
	}

	private void assertTokenizerFails(OnnxGraph graph, String reason) throws IOException {
		graph.write(this.directory.resolve("speech_tokenizer_v3.onnx"));
		try (SpeechModels models = load()) {
			SpeechTokenizer tokenizer = models.speechTokenizer().orElseThrow();
			assertThatExceptionOfType(ModelException.class)
				.isThrownBy(() -> tokenizer.tokenize(new FeatureMatrix(128, 40, new float[128 * 40])))
				.withMessageContaining(reason);
		}
	}

	private SpeechModels load() {
		return SpeechModels.load(this.directory, 1);
	}

}
