package io.cosymesh.models;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;

import io.cosymesh.dsp.mel.FeatureMatrix;
import io.cosymesh.dsp.mel.KaldiFbank;

/**
 * CAM++ (Wang et al., Interspeech 2023) as CosyVoice publishes it: {@code campplus.onnx},
 * float [1, frames, 80] in, float [1, 192] out.
 */
public final class SpeakerEncoder implements AutoCloseable {

	/** Name of the file in a model directory. */
	static final String FILE = "campplus.onnx";

	private static final int BANDS = 80;

	// The bounds of the official optimisation profile: 55 ms and 30 s.
	private static final int LEAST_FRAMES = 4;

	private static final int MOST_FRAMES = 3000;

	// Less tells little about a speaker, more hides who takes over.
	private static final double LEAST_SECTION_SECONDS = 1.5;

	private static final double SECTION_SECONDS = 3;

	private final Graph graph;

	private SpeakerEncoder(Graph graph) {
		this.graph = graph;
	}

	static SpeakerEncoder load(Path file, int threads) {
		return new SpeakerEncoder(Graph.load(file, threads, Port.of(OnnxJavaType.FLOAT, 1, SpeakerEmbedding.SIZE),
				Port.of(OnnxJavaType.FLOAT, 1, Port.ANY, BANDS)));
	}

	/**
	 * Describes a speaker.
	 * @param fbank {@link KaldiFbank} of a clip of at most 30 s, [frames, 80]
	 * @return the speaker
	 * @throws ModelException if the model fails or describes nothing
	 */
	public SpeakerEmbedding embed(FeatureMatrix fbank) {
		if (fbank.columns() != BANDS || fbank.rows() < LEAST_FRAMES || fbank.rows() > MOST_FRAMES) {
			throw new IllegalArgumentException(
					"%s instead of %d to %d by %d".formatted(fbank, LEAST_FRAMES, MOST_FRAMES, BANDS));
		}
		long[] shape = { 1, fbank.rows(), BANDS };
		float[] values = this.graph.run(
				(environment, tensors) -> tensors
					.add(OnnxTensor.createTensor(environment, FloatBuffer.wrap(fbank.values()), shape)),
				(output) -> ((float[][]) output.getValue())[0]);
		try {
			return new SpeakerEmbedding(values);
		}
		catch (IllegalArgumentException ex) {
			throw this.graph.failure("describes no speaker: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns how alike the least alike sections of a clip are.
	 * @param samples 16 kHz mono
	 * @return similarity of the two, as {@link SpeakerEmbedding#similarity}; nothing for
	 * a clip shorter than two sections of 1.5 s
	 */
	public OptionalDouble consistency(float[] samples) {
		List<SpeakerEmbedding> sections = new ArrayList<>();
		for (float[] section : sections(samples)) {
			sections.add(embed(KaldiFbank.of(section)));
		}
		double lowest = Double.POSITIVE_INFINITY;
		for (int one = 0; one < sections.size(); one++) {
			for (int other = 0; other < one; other++) {
				lowest = Math.min(lowest, sections.get(one).similarity(sections.get(other)));
			}
		}
		return (sections.size() > 1) ? OptionalDouble.of(lowest) : OptionalDouble.empty();
	}

	private static List<float[]> sections(float[] samples) {
		double seconds = (double) samples.length / KaldiFbank.SAMPLE_RATE;
		if (seconds < 2 * LEAST_SECTION_SECONDS) {
			return List.of();
		}
		int number = Math.max(2, (int) (seconds / SECTION_SECONDS));
		int length = samples.length / number;
		List<float[]> sections = new ArrayList<>(number);
		for (int i = 0; i < number; i++) {
			float[] section = new float[length];
			System.arraycopy(samples, i * length, section, 0, length);
			sections.add(section);
		}
		return sections;
	}

	@Override
	public void close() {
		this.graph.close();
	}

}
