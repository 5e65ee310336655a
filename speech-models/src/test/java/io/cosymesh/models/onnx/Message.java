package io.cosymesh.models.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.google.protobuf.CodedOutputStream;

/**
 * A message of protocol buffers, field by field.
 */
final class Message {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	Message number(int field, long value) {
		return write((stream) -> stream.writeInt64(field, value));
	}

	Message text(int field, String value) {
		return bytes(field, value.getBytes(StandardCharsets.UTF_8));
	}

	Message message(int field, Message value) {
		return bytes(field, value.toBytes());
	}

	Message bytes(int field, byte[] value) {
		return write((stream) -> stream.writeByteArray(field, value));
	}

	byte[] toBytes() {
		return this.bytes.toByteArray();
	}

	private Message write(Writing writing) {
		try {
			CodedOutputStream stream = CodedOutputStream.newInstance(this.bytes);
			writing.write(stream);
			stream.flush();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Writing {

		void write(CodedOutputStream stream) throws IOException;

	}

}
