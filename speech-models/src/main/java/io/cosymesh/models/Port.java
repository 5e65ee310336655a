package io.cosymesh.models;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;

/**
 * What an input or an output of a graph has to be.
 *
 * @param types types it may have
 * @param shape its dimensions; {@link #ANY} for one that depends on the prompt
 */
record Port(Set<OnnxJavaType> types, List<Long> shape) {

	/** A dimension that depends on the prompt; ONNX Runtime reports its like as −1. */
	static final long ANY = -1;

	Port {
		types = Set.copyOf(types);
		shape = List.copyOf(shape);
	}

	static Port of(OnnxJavaType type, long... shape) {
		return new Port(Set.of(type), Arrays.stream(shape).boxed().toList());
	}

	boolean fits(NodeInfo node) {
		return node.getInfo() instanceof TensorInfo tensor && this.types.contains(tensor.type)
				&& fits(tensor.getShape());
	}

	private boolean fits(long[] actual) {
		if (actual.length != this.shape.size()) {
			return false;
		}
		for (int i = 0; i < actual.length; i++) {
			long expected = this.shape.get(i);
			if (expected != ANY && actual[i] != ANY && actual[i] != expected) {
				return false;
			}
		}
		return true;
	}

	static String describe(NodeInfo node) {
		return (node.getInfo() instanceof TensorInfo tensor)
				? describe(tensor.type.toString(), Arrays.stream(tensor.getShape()).boxed().toList()) : "no tensor";
	}

	@Override
	public String toString() {
		return describe(this.types.stream().map(Enum::name).sorted().collect(Collectors.joining(" or ")), this.shape);
	}

	private static String describe(String type, List<Long> shape) {
		return shape.stream()
			.map((dimension) -> (dimension == ANY) ? "any" : dimension.toString())
			.collect(Collectors.joining(", ", type + " [", "]"));
	}

}
