package io.cosymesh.audio.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.cosymesh.dsp.mel.FeatureMatrix;

/**
 * Writes a safetensors file: the length of the header as 64-bit little-endian, the header
 * as JSON padded with spaces to 8 bytes, then the values of each tensor in 32 bits,
 * little-endian, row after row.
 */
final class Safetensors {

	private static final int ALIGNMENT = 8;

	private static final int BYTES_PER_VALUE = 4;

	private final Map<String, String> metadata;

	private final List<Tensor> tensors = new ArrayList<>();

	Safetensors(Map<String, String> metadata) {
		this.metadata = metadata;
	}

	/** Adds a matrix as a tensor of the shape [1, rows, columns]. */
	Safetensors add(String name, FeatureMatrix matrix) {
		return add(new Tensor(name, "F32", List.of(1, matrix.rows(), matrix.columns()), floats(matrix.values())));
	}

	/** Adds values as a tensor of the shape [1, values]. */
	Safetensors add(String name, float[] values) {
		return add(new Tensor(name, "F32", List.of(1, values.length), floats(values)));
	}

	/** Adds whole numbers as a tensor of the shape [1, values]. */
	Safetensors add(String name, int[] values) {
		ByteBuffer data = data(values.length);
		data.asIntBuffer().put(values);
		return add(new Tensor(name, "I32", List.of(1, values.length), data));
	}

	private Safetensors add(Tensor tensor) {
		this.tensors.add(tensor);
		return this;
	}

	private static ByteBuffer floats(float[] values) {
		ByteBuffer data = data(values.length);
		data.asFloatBuffer().put(values);
		return data;
	}

	private static ByteBuffer data(int values) {
		return ByteBuffer.allocate(BYTES_PER_VALUE * values).order(ByteOrder.LITTLE_ENDIAN);
	}

	byte[] write() {
		byte[] header = header();
		int data = this.tensors.stream().mapToInt(Tensor::bytes).sum();
		ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
		file.putLong(header.length).put(header);
		this.tensors.forEach((tensor) -> file.put(tensor.data()));
		return file.array();
	}

	private byte[] header() {
		String entries = this.metadata.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining(","));
		StringBuilder header = new StringBuilder("{\"__metadata__\":{%s}".formatted(entries));
		int offset = 0;
		for (Tensor tensor : this.tensors) {
			int end = offset + tensor.bytes();
			header.append(",\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}".formatted(tensor.name(),
					tensor.type(), tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(",")),
					offset, end));
			offset = end;
		}
		header.append('}');
		header.repeat(' ', Math.floorMod(-header.length(), ALIGNMENT));
		return header.toString().getBytes(StandardCharsets.US_ASCII);
	}

	private record Tensor(String name, String type, List<Integer> shape, ByteBuffer data) {

		int bytes() {
			return this.data.capacity();
		}

	}

}
