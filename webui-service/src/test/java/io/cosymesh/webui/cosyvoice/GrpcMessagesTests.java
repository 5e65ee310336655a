package io.cosymesh.webui.cosyvoice;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import io.cosymesh.cosyvoice.Request;
import io.cosymesh.cosyvoice.sftRequest;
import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GrpcMessagesTests {

	private final Request request = Request.newBuilder().setSftRequest(sftRequest.newBuilder().setTtsText("x")).build();

	@Test
	void messageIsReadBehindItsLength() {
		assertThat(GrpcMessages.read(framed(0, 0))).isEqualTo(this.request);
	}

	@Test
	void audioIsWrittenBehindItsLength() {
		assertThat(GrpcMessages.write(new byte[] { 1, 2 })).containsExactly(0, 0, 0, 0, 4, 10, 2, 1, 2);
	}

	@Test
	void compressedMessageIsRefused() {
		assertRefused(framed(1, 0), "compressed");
	}

	@Test
	void lengthThatIsNotTheMessagesIsRefused() {
		assertRefused(framed(0, 1), "one message");
		assertRefused(framed(0, -1), "one message");
		assertRefused(new byte[] { 0, -1, -1, -1, -1 }, "one message");
		assertRefused(new byte[3], "no message");
	}

	@Test
	void garbageIsRefused() {
		assertRefused(new byte[] { 0, 0, 0, 0, 2, 10, 9 }, "cosyvoice.Request");
	}

	private static void assertRefused(byte[] body, String why) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> GrpcMessages.read(body))
			.withMessageContaining(why);
	}

	private byte[] framed(int flag, int off) {
		byte[] message = this.request.toByteArray();
		return ByteBuffer.allocate(5 + message.length)
			.put((byte) flag)
			.putInt(message.length + off)
			.put(message)
			.array();
	}

}
