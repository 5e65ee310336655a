package io.cosymesh.models.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Graphs with the inputs and outputs of the published models that compute something one
 * can compute by hand.
 */
public final class TestGraphs {

	private static final int BANDS = 80;

	private static final int SIZE = 192;

	private TestGraphs() {
	}

	/**
	 * Writes a speaker encoder: how much each band varies over time, then zeros.
	 * @param directory where to
	 * @throws IOException if it can't be written
	 */
	public static void speakerEncoder(Path directory) throws IOException {
		speakerEncoder().write(directory.resolve("campplus.onnx"));
	}

	/**
	 * Writes a speech tokenizer: the loudest band of every fourth frame.
	 * @param directory where to
	 * @throws IOException if it can't be written
	 */
	public static void speechTokenizer(Path directory) throws IOException {
		tokenizer(4, 0).write(directory.resolve("speech_tokenizer_v3.onnx"));
	}

	static OnnxGraph speakerEncoder() {
		float[] widening = new float[BANDS * SIZE];
		for (int band = 0; band < BANDS; band++) {
			widening[band * SIZE + band] = 1;
		}
		return new OnnxGraph().input("input", OnnxGraph.FLOAT, 1, -1, BANDS)
			.output("output", OnnxGraph.FLOAT, 1, SIZE)
			.constant("widening", widening, BANDS, SIZE)
			.node("ReduceL2", List.of("input"), "varies", "axes", List.of(1L), "keepdims", 0L)
			.node("MatMul", List.of("varies", "widening"), "output");
	}

	static OnnxGraph tokenizer(long step, long offset) {
		return new OnnxGraph().input("feats", OnnxGraph.FLOAT, 1, 128, -1)
			.input("feats_length", OnnxGraph.INT32, 1)
			.output("indices", OnnxGraph.INT32, 1, -1)
			.constant("start", 0)
			.constant("axis", 2)
			.constant("step", step)
			.constant("offset", offset)
			.node("Cast", List.of("feats_length"), "end", "to", (long) OnnxGraph.INT64)
			.node("Slice", List.of("feats", "start", "end", "axis", "step"), "frames")
			.node("ArgMax", List.of("frames"), "loudest", "axis", 1L, "keepdims", 0L)
			.node("Add", List.of("loudest", "offset"), "tokens")
			.node("Cast", List.of("tokens"), "indices", "to", (long) OnnxGraph.INT32);
	}

}
