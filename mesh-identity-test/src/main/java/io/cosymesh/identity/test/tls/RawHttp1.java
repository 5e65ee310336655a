package io.cosymesh.identity.test.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 connection that sends any bytes at all.
 */
public final class RawHttp1 implements AutoCloseable {

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

	private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");

	private final Socket socket;

	/**
	 * Takes over a connection.
	 * @param socket the connection
	 */
	public RawHttp1(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Sends a text, one byte for each character.
	 * @param text the text
	 * @throws IOException if the connection is gone
	 */
	public RawHttp1 send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
		return this;
	}

	/**
	 * Sends a text unless the connection is gone.
	 * @param text the text
	 * @return whether it was sent
	 */
	public boolean sendOrGiveUp(String text) {
		try {
			send(text);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Reads on until the server ends the connection.
	 * @param patience how long to wait for each part
	 * @return how many bytes came
	 * @throws IOException if the server does not end it
	 */
	public long rest(Duration patience) throws IOException {
		this.socket.setSoTimeout((int) patience.toMillis());
		return this.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
	}

	/**
	 * Reads on until the server ends the connection.
	 * @param patience how long to wait for each part
	 * @return what came
	 * @throws IOException if the server does not end it
	 */
	public String everything(Duration patience) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.socket.setSoTimeout((int) patience.toMillis());
		try {
			this.socket.getInputStream().transferTo(all);
		}
		catch (SocketException ex) {
			// A reset is an end, too.
			return all.toString(StandardCharsets.ISO_8859_1);
		}
		return all.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Reads one answer with its body.
	 * @return the answer, empty if the connection ended instead
	 * @throws SocketTimeoutException if there is neither
	 */
	public Optional<Answer> answer() throws SocketTimeoutException {
		try {
			InputStream in = this.socket.getInputStream();
			ByteArrayOutputStream head = new ByteArrayOutputStream();
			String read = "";
			while (!read.endsWith("\r\n\r\n")) {
				int next = in.read();
				if (next < 0) {
					return Optional.empty();
				}
				head.write(next);
				read = (next == '\n') ? head.toString(StandardCharsets.ISO_8859_1) : read;
			}
			return Optional.of(new Answer(read, body(in, read)));
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the status of one answer, 0 if the connection ended instead.
	 * @throws SocketTimeoutException if there is neither
	 */
	public int status() throws SocketTimeoutException {
		return answer().map(Answer::status).orElse(0);
	}

	/**
	 * Waits until the server ends the connection, whatever it says before.
	 * @param patience how long to wait
	 * @return whether it did
	 */
	public boolean isEndedWithin(Duration patience) {
		try {
			return rest(patience) >= 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
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

	private static String body(InputStream in, String head) throws IOException {
		Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
		return length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1)
				: "";
	}

	/**
	 * An answer.
	 *
	 * @param head status line and headers
	 * @param body the body, empty if it has no length
	 */
	public record Answer(String head, String body) {

		/** Returns the status. */
		public int status() {
			Matcher status = STATUS.matcher(this.head);
			return status.lookingAt() ? Integer.parseInt(status.group(1)) : -1;
		}

	}

}
