package io.cosymesh.webui.cosyvoice;

import java.nio.ByteBuffer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import org.springframework.http.HttpStatus;

import io.cosymesh.cosyvoice.Request;
import io.cosymesh.cosyvoice.Response;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Messages with their length before them, as gRPC sends them.
 */
final class GrpcMessages {

	/** A flag and a length. */
	static final int PREFIX = 5;

	private GrpcMessages() {
	}

	/**
	 * Reads the one message of a request.
	 * @param body the whole body
	 * @return the message
	 */
	static Request read(byte[] body) {
		ByteBuffer bytes = ByteBuffer.wrap(body);
		if (bytes.remaining() < PREFIX) {
			throw malformed("There is no message in the request");
		}
		if (bytes.get() != 0) {
			throw malformed("The message is compressed, which is not understood here");
		}
		if (bytes.getInt() != bytes.remaining()) {
			throw malformed("The request has to be one message, of the length that it says");
		}
		try {
			return Request.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw malformed("The message is no cosyvoice.Request").causedBy(ex);
		}
	}

	/**
	 * Writes audio as a message.
	 * @param audio the audio
	 * @return the message with its prefix
	 */
	static byte[] write(byte[] audio) {
		byte[] message = Response.newBuilder().setTtsAudio(ByteString.copyFrom(audio)).build().toByteArray();
		return ByteBuffer.allocate(PREFIX + message.length).put((byte) 0).putInt(message.length).put(message).array();
	}

	private static ProblemException malformed(String detail) {
		return ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-request", "Invalid request", detail)
			.withField("body");
	}

}
