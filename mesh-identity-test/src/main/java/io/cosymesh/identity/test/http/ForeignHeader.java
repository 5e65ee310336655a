package io.cosymesh.identity.test.http;

import java.util.List;

/**
 * A header that has a meaning in HTTP/1.1 alone, or none that a request of HTTP/2 may
 * have, and could become another request where it is translated.
 *
 * @param title what it is
 * @param name its name
 * @param value its value
 */
public record ForeignHeader(String title, String name, String value) {

	/**
	 * Returns one of each kind.
	 * @param otherPath a path for a second one in the same request
	 */
	public static List<ForeignHeader> all(String otherPath) {
		return List.of(new ForeignHeader("Transfer-Encoding", "transfer-encoding", "chunked"),
				new ForeignHeader("Connection", "connection", "x-mine"),
				new ForeignHeader("Upgrade", "upgrade", "websocket"),
				new ForeignHeader("CR LF in a value", "x-mine", "a\r\nX-Yours: b"),
				new ForeignHeader("LF in a value", "x-mine", "a\nX-Yours: b"),
				new ForeignHeader("NUL in a value", "x-mine", "a\u0000b"),
				new ForeignHeader("CR LF in a name", "x-mine\r\nx-yours", "a"),
				new ForeignHeader("a colon in a name", "x-mine: a", "b"),
				new ForeignHeader("capitals in a name", "X-Mine", "a"),
				new ForeignHeader("a second path", ":path", otherPath),
				new ForeignHeader("an unknown pseudo-header", ":mine", "a"));
	}

	@Override
	public String toString() {
		return this.title;
	}

}
