package io.cosymesh.identity.test.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

/**
 * An HTTP/2 connection that sends any frames at all, in any order and number, and opens
 * no window by itself.
 */
public final class RawHttp2 implements AutoCloseable {

	/** Flag of the last frame of a stream, and of an acknowledgement. */
	public static final int END_STREAM = 0x1;

	/** Flag of the last frame of a header block. */
	public static final int END_HEADERS = 0x4;

	private final Socket socket;

	private final DataInputStream in;

	private final Http2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE,
			true);

	private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

	private int nextStream = 1;

	/**
	 * Takes over a connection, and greets.
	 * @param socket the connection
	 * @throws IOException if it is gone
	 */
	public RawHttp2(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
		write(Http2CodecUtil.connectionPrefaceBuf());
		send(Http2FrameTypes.SETTINGS, 0, 0, new byte[0]);
	}

	/**
	 * Returns the header block of a request.
	 * @param method its method
	 * @param path its path
	 * @param more names and values, which may be anything
	 * @return the block, compressed
	 */
	public byte[] block(String method, String path, String... more) {
		Http2Headers headers = new DefaultHttp2Headers(false).method(method)
			.path(path)
			.scheme("https")
			.authority("localhost");
		for (int i = 0; i < more.length; i += 2) {
			headers.add(more[i], more[i + 1]);
		}
		ByteBuf block = Unpooled.buffer();
		try {
			this.encoder.encodeHeaders(this.nextStream, headers, block);
			return ByteBufUtil.getBytes(block);
		}
		catch (Http2Exception ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Sends a request without a body.
	 * @param method its method
	 * @param path its path
	 * @param more names and values, which may be anything
	 * @return its stream
	 * @throws IOException if the connection is gone
	 */
	public int request(String method, String path, String... more) throws IOException {
		int stream = newStream();
		send(Http2FrameTypes.HEADERS, END_STREAM | END_HEADERS, stream, block(method, path, more));
		return stream;
	}

	/**
	 * Returns the number of a stream that isn't there yet.
	 */
	public int newStream() {
		int stream = this.nextStream;
		this.nextStream += 2;
		return stream;
	}

	/**
	 * Sends a frame.
	 * @param type its type
	 * @param flags its flags
	 * @param stream its stream
	 * @param payload its payload
	 * @throws IOException if the connection is gone
	 */
	public void send(int type, int flags, int stream, byte[] payload) throws IOException {
		write(frame(type, flags, stream, payload));
	}

	/**
	 * Returns a frame as bytes, so that parts of it can be sent.
	 * @param type its type
	 * @param flags its flags
	 * @param stream its stream
	 * @param payload its payload
	 */
	public static byte[] bytes(int type, int flags, int stream, byte[] payload) {
		return ByteBufUtil.getBytes(frame(type, flags, stream, payload));
	}

	/**
	 * Sends bytes.
	 * @param bytes any bytes
	 * @throws IOException if the connection is gone
	 */
	public void send(byte[] bytes) throws IOException {
		write(Unpooled.wrappedBuffer(bytes));
	}

	/**
	 * Reads on until a stream has an answer.
	 * @param stream the stream
	 * @param patience how long to wait for each frame
	 * @return its status, empty if the stream or the connection ended instead
	 * @throws IOException if nothing comes
	 */
	public Optional<Integer> status(int stream, Duration patience) throws IOException {
		for (Frame frame = next(patience); frame.type() != END; frame = next(patience)) {
			if (frame.type() == Http2FrameTypes.HEADERS) {
				int status = status(frame);
				if (frame.stream() == stream) {
					return Optional.of(status);
				}
			}
			if (frame.resets(stream)) {
				return Optional.empty();
			}
		}
		return Optional.empty();
	}

	/**
	 * Reads on until the server resets a stream.
	 * @param stream the stream
	 * @param patience how long to wait for each frame
	 * @return whether it does, and not the connection's end comes before
	 * @throws IOException if nothing comes
	 */
	public boolean isReset(int stream, Duration patience) throws IOException {
		for (Frame frame = next(patience); frame.type() != END; frame = next(patience)) {
			if (frame.resets(stream)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Waits until the server ends the connection, whatever it says before.
	 * @param patience how long to wait for each frame
	 * @return whether it did
	 */
	public boolean isEndedWithin(Duration patience) {
		try {
			Frame frame = next(patience);
			while (frame.type() != END) {
				frame = next(patience);
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/** Type of the frame that stands for the end of the connection. */
	public static final int END = -1;

	/**
	 * Reads a frame.
	 * @param patience how long to wait
	 * @return the frame, of type {@link #END} when the connection has ended
	 * @throws IOException if nothing comes
	 */
	public Frame next(Duration patience) throws IOException {
		this.socket.setSoTimeout((int) patience.toMillis());
		try {
			int lengthAndType = this.in.readInt();
			int flags = this.in.readUnsignedByte();
			int stream = this.in.readInt();
			byte[] payload = this.in.readNBytes(lengthAndType >>> 8);
			return new Frame(lengthAndType & 0xff, flags, stream, payload);
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			return new Frame(END, 0, 0, new byte[0]);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// It is gone, which is all that was wanted.
			return;
		}
	}

	private int status(Frame frame) {
		try {
			Http2Headers headers = this.decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
			return Integer.parseInt(headers.status().toString());
		}
		catch (Http2Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void write(ByteBuf bytes) throws IOException {
		this.socket.getOutputStream().write(ByteBufUtil.getBytes(bytes));
		this.socket.getOutputStream().flush();
	}

	private static ByteBuf frame(int type, int flags, int stream, byte[] payload) {
		ByteBuf frame = Unpooled.buffer(Http2CodecUtil.FRAME_HEADER_LENGTH + payload.length);
		frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
		return frame.writeBytes(payload);
	}

	/**
	 * A frame.
	 *
	 * @param type its type
	 * @param flags its flags
	 * @param stream its stream
	 * @param payload its payload
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared, only read
	public record Frame(int type, int flags, int stream, byte[] payload) {

		boolean resets(int other) {
			return this.type == Http2FrameTypes.RST_STREAM && this.stream == other;
		}

	}

}
