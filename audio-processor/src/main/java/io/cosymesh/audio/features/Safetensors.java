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
 * as JSON padded with spaces to 8 bytes, then the values of each tensor as 32-bit floats,
 * little-endian, row after row.
 */
final class Safetensors {

	private static final int ALIGNMENT = 8;

	private final Map<String, String> metadata;

	private final List<Tensor> tensors = new ArrayList<>();

	Safetensors(Map<String, String> metadata) {
		this.metadata = metadata;
	}

	/** Adds a matrix as a tensor of the shape [1, rows, columns]. */
	Safetensors add(String name, FeatureMatrix matrix) {
		this.tensors.add(new Tensor(name, matrix));
		return this;
	}

	byte[] write() {
		byte[] header = header();
		int data = this.tensors.stream().mapToInt(Tensor::bytes).sum();
		ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
		file.putLong(header.length).put(header);
		for (Tensor tensor : this.tensors) {
			file.asFloatBuffer().put(tensor.matrix().values());
			file.position(file.position() + tensor.bytes());
		}
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
			header.append(",\"%s\":{\"dtype\":\"F32\",\"shape\":[1,%d,%d],\"data_offsets\":[%d,%d]}"
				.formatted(tensor.name(), tensor.matrix().rows(), tensor.matrix().columns(), offset, end));
			offset = end;
		}
		header.append('}');
		header.repeat(' ', Math.floorMod(-header.length(), ALIGNMENT));
		return header.toString().getBytes(StandardCharsets.US_ASCII);
	}

	private record Tensor(String name, FeatureMatrix matrix) {

		int bytes() {
			return Float.BYTES * this.matrix.values().length;
		}

	}

}
