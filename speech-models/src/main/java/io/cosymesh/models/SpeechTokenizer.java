package io.cosymesh.models;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

import io.cosymesh.dsp.mel.FeatureMatrix;

/**
 * The speech tokenizer of Fun-CosyVoice3 as it is published:
 * {@code speech_tokenizer_v3.onnx}, float [1, 128, frames] and int32 [1], the number of
 * frames, in; 25 tokens a second of 6561 kinds out.
 */
public final class SpeechTokenizer implements AutoCloseable {

	/** Name of the file in a model directory. */
	static final String FILE = "speech_tokenizer_v3.onnx";

	/** Kinds of tokens, 3⁸ of a finite scalar quantiser. */
	public static final int KINDS = 6561;

	private static final int BANDS = 128;

	private static final int FRAMES_PER_TOKEN = 4;

	private static final int MOST_FRAMES = 3000;

	private static final Port TOKENS = new Port(Set.of(OnnxJavaType.INT32, OnnxJavaType.INT64), List.of(1L, Port.ANY));

	private final Graph graph;

	private SpeechTokenizer(Graph graph) {
		this.graph = graph;
	}

	static SpeechTokenizer load(Path file, int threads) {
		return new SpeechTokenizer(Graph.load(file, threads, TOKENS, Port.of(OnnxJavaType.FLOAT, 1, BANDS, Port.ANY),
				Port.of(OnnxJavaType.INT32, 1)));
	}

	/**
	 * Turns speech into tokens.
	 * @param whisperMel {@link io.cosymesh.dsp.mel.WhisperMel} of a clip of at most 30 s,
	 * [128, frames]
	 * @return the tokens, 0 to 6560, about a quarter of the frames
	 * @throws ModelException if the model fails or answers anything else
	 */
	public int[] tokenize(FeatureMatrix whisperMel) {
		int frames = whisperMel.columns();
		if (whisperMel.rows() != BANDS || frames < FRAMES_PER_TOKEN || frames > MOST_FRAMES) {
			throw new IllegalArgumentException(
					"%s instead of %d by %d to %d".formatted(whisperMel, BANDS, FRAMES_PER_TOKEN, MOST_FRAMES));
		}
		int[] tokens = this.graph.run((environment, tensors) -> {
			tensors.add(OnnxTensor.createTensor(environment, FloatBuffer.wrap(whisperMel.values()),
					new long[] { 1, BANDS, frames }));
			tensors.add(OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] { frames }), new long[] { 1 }));
		}, SpeechTokenizer::read);
		if (Math.abs(tokens.length - frames / FRAMES_PER_TOKEN) > 1) {
			throw this.graph.failure("makes %d tokens of %d frames".formatted(tokens.length, frames), null);
		}
		if (Arrays.stream(tokens).anyMatch((token) -> token < 0 || token >= KINDS)) {
			throw this.graph.failure("makes tokens beyond " + (KINDS - 1), null);
		}
		return tokens;
	}

	private static int[] read(OnnxTensor output) throws OrtException {
		return switch (output.getValue()) {
			case int[][] tokens -> tokens[0];
			case long[][] tokens -> Arrays.stream(tokens[0]).mapToInt(Math::toIntExact).toArray();
			default -> throw new IllegalStateException("The port let another type through");
		};
	}

	@Override
	public void close() {
		this.graph.close();
	}

}
