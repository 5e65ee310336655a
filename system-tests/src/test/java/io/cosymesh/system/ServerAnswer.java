package io.cosymesh.system;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a server says to the first bytes of a connection.
 */
sealed interface ServerAnswer {

	Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Sends bytes to a port of this machine and reads the first record that comes back.
	 */
	static Exchange to(int port, byte[] opening) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write(opening);
			socket.getOutputStream().flush();
			return new Exchange(socket.getLocalPort(), read(new DataInputStream(socket.getInputStream())));
		}
	}

	private static ServerAnswer read(DataInputStream in) throws IOException {
		try {
			int type = in.readUnsignedByte();
			return switch (type) {
				case 21 -> new Alert(record(in)[1]);
				case 22 -> Hello.of(ByteBuffer.wrap(record(in)));
				default -> new Other(type);
			};
		}
		catch (EOFException | SocketException ex) {
			return new Closed();
		}
	}

	private static byte[] record(DataInputStream in) throws IOException {
		in.readUnsignedShort();
		return in.readNBytes(in.readUnsignedShort());
	}

	/**
	 * An answer, and the port of the connection by which logs name it.
	 */
	record Exchange(int localPort, ServerAnswer answer) {
	}

	/**
	 * It would go on with this version and this suite.
	 */
	record Hello(int version, int cipher) implements ServerAnswer {

		private static final int SUPPORTED_VERSIONS = 43;

		static Hello of(ByteBuffer message) {
			// Another message may follow in the same record.
			message.limit(4 + (message.getInt(0) & 0xffffff));
			message.position(4);
			int version = message.getShort();
			message.position(message.position() + 32);
			message.position(message.position() + 1 + message.get(message.position()));
			int cipher = message.getShort() & 0xffff;
			message.get();
			int end = message.hasRemaining() ? message.getShort() + message.position() : message.position();
			while (message.position() < end) {
				int extension = message.getShort();
				int length = message.getShort();
				version = (extension == SUPPORTED_VERSIONS) ? message.getShort(message.position()) : version;
				message.position(message.position() + length);
			}
			return new Hello(version, cipher);
		}

	}

	/**
	 * It refuses, and says why (RFC 8446 §6).
	 */
	record Alert(int description) implements ServerAnswer {
	}

	/**
	 * It hangs up.
	 */
	record Closed() implements ServerAnswer {
	}

	/**
	 * It says something that is no handshake at all.
	 */
	record Other(int firstByte) implements ServerAnswer {
	}

}
