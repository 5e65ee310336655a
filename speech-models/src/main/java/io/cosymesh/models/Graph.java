package io.cosymesh.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A loaded graph whose inputs and output are what was expected. Inputs and outputs go by
 * their order: exports give them different names.
 */
final class Graph implements AutoCloseable {

	private final Path file;

	private final OrtEnvironment environment;

	private final OrtSession session;

	private Graph(Path file, OrtEnvironment environment, OrtSession session) {
		this.file = file;
		this.environment = environment;
		this.session = session;
	}

	/**
	 * Loads a graph.
	 * @param file the graph
	 * @param threads how many threads one run may use
	 * @param output what its first output has to be
	 * @param inputs what its inputs have to be
	 * @return the graph
	 * @throws ModelException if it can't be loaded or is another one
	 */
	static Graph load(Path file, int threads, Port output, Port... inputs) {
		OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (SessionOptions options = options(threads)) {
			Graph graph = new Graph(file, environment, environment.createSession(file.toString(), options));
			try {
				graph.check("input", List.of(inputs), graph.session.getInputInfo().values(), true);
				graph.check("output", List.of(output), graph.session.getOutputInfo().values(), false);
				return graph;
			}
			catch (OrtException | ModelException ex) {
				graph.close();
				throw ex;
			}
		}
		catch (OrtException ex) {
			throw new ModelException(file, "ONNX Runtime can't load it: " + ex.getMessage(), ex);
		}
	}

	// An arena keeps what the longest prompt needed, and spinning threads take the
	// processor from those who encode.
	private static SessionOptions options(int threads) throws OrtException {
		SessionOptions options = new SessionOptions();
		options.setIntraOpNumThreads(threads);
		options.setInterOpNumThreads(1);
		options.setCPUArenaAllocator(false);
		options.setMemoryPatternOptimization(false);
		options.addConfigEntry("session.intra_op.allow_spinning", "0");
		return options;
	}

	private void check(String kind, List<Port> expected, Collection<NodeInfo> actual, boolean exactly) {
		if (exactly ? actual.size() != expected.size() : actual.size() < expected.size()) {
			throw failure("has %d %ss where %d are expected".formatted(actual.size(), kind, expected.size()), null);
		}
		List<NodeInfo> nodes = List.copyOf(actual);
		for (int i = 0; i < expected.size(); i++) {
			if (!expected.get(i).fits(nodes.get(i))) {
				throw failure("its %s '%s' is %s where %s is expected".formatted(kind, nodes.get(i).getName(),
						Port.describe(nodes.get(i)), expected.get(i)), null);
			}
		}
	}

	/**
	 * Runs the graph.
	 * @param inputs makes the inputs, in their order
	 * @param reader reads the first output
	 * @return what was read
	 * @throws ModelException if the graph fails
	 */
	<T> T run(Inputs inputs, Reader<T> reader) {
		List<OnnxTensor> tensors = new ArrayList<>();
		try {
			inputs.make(this.environment, tensors);
			Map<String, OnnxTensor> named = new LinkedHashMap<>();
			this.session.getInputNames().forEach((name) -> named.put(name, tensors.get(named.size())));
			try (OrtSession.Result result = this.session.run(named)) {
				return reader.read((OnnxTensor) result.get(0));
			}
		}
		catch (OrtException ex) {
			throw failure("fails: " + ex.getMessage(), ex);
		}
		finally {
			tensors.forEach(OnnxTensor::close);
		}
	}

	ModelException failure(String reason, @Nullable Throwable cause) {
		return new ModelException(this.file, reason, cause);
	}

	@Override
	public void close() {
		try {
			this.session.close();
		}
		catch (OrtException ex) {
			throw failure("can't be closed", ex);
		}
	}

	/** Makes the inputs of a run. */
	interface Inputs {

		void make(OrtEnvironment environment, List<OnnxTensor> tensors) throws OrtException;

	}

	/** Reads the output of a run. */
	interface Reader<T> {

		T read(OnnxTensor output) throws OrtException;

	}

}
