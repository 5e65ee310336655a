package io.cosymesh.models.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a graph as an ONNX file. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxGraph {

	static final int FLOAT = 1;

	static final int INT32 = 6;

	static final int INT64 = 7;

	private static final int IR_VERSION = 8;

	private static final int OPERATORS = 17;

	private static final int INTEGER_ATTRIBUTE = 2;

	private static final int INTEGERS_ATTRIBUTE = 7;

	private final Message graph = new Message().text(2, "test");

	/** Adds an input; a dimension below 0 is one that varies. */
	OnnxGraph input(String name, int type, long... shape) {
		this.graph.message(11, value(name, type, shape));
		return this;
	}

	OnnxGraph output(String name, int type, long... shape) {
		this.graph.message(12, value(name, type, shape));
		return this;
	}

	OnnxGraph constant(String name, float[] values, long... shape) {
		ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		raw.asFloatBuffer().put(values);
		return constant(name, FLOAT, raw, shape);
	}

	OnnxGraph constant(String name, long... values) {
		ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		raw.asLongBuffer().put(values);
		return constant(name, INT64, raw, values.length);
	}

	/** Adds a node; attributes are pairs of a name and a Long or a List of Long. */
	OnnxGraph node(String operator, List<String> inputs, String output, Object... attributes) {
		Message node = new Message();
		inputs.forEach((input) -> node.text(1, input));
		node.text(2, output).text(4, operator);
		for (int i = 0; i < attributes.length; i += 2) {
			node.message(5, attribute((String) attributes[i], attributes[i + 1]));
		}
		this.graph.message(1, node);
		return this;
	}

	void write(Path file) throws IOException {
		Files.write(file,
				new Message().number(1, IR_VERSION)
					.message(8, new Message().text(1, "").number(2, OPERATORS))
					.message(7, this.graph)
					.toBytes());
	}

	private OnnxGraph constant(String name, int type, ByteBuffer raw, long... shape) {
		Message tensor = new Message();
		for (long dimension : shape) {
			tensor.number(1, dimension);
		}
		this.graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw.array()));
		return this;
	}

	private static Message attribute(String name, Object value) {
		Message attribute = new Message().text(1, name);
		if (value instanceof Long number) {
			return attribute.number(3, number).number(20, INTEGER_ATTRIBUTE);
		}
		((List<?>) value).forEach((number) -> attribute.number(8, (Long) number));
		return attribute.number(20, INTEGERS_ATTRIBUTE);
	}

	private static Message value(String name, int type, long... shape) {
		Message dimensions = new Message();
		for (int i = 0; i < shape.length; i++) {
			dimensions.message(1, (shape[i] < 0) ? new Message().text(2, "d" + i) : new Message().number(1, shape[i]));
		}
		Message tensor = new Message().number(1, type).message(2, dimensions);
		return new Message().text(1, name).message(2, new Message().message(1, tensor));
	}

}
