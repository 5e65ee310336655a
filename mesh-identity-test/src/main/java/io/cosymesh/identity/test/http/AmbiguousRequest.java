package io.cosymesh.identity.test.http;

import java.util.List;
import java.util.stream.Stream;

/**
 * A request of HTTP/1.1 that ends in different places for different readers, so that one
 * of them takes what follows for another request.
 *
 * @param name what is ambiguous about it
 * @param text the request, one byte for each character
 */
public record AmbiguousRequest(String name, String text) {

	/**
	 * Returns one of each kind.
	 * @param path where they go by POST
	 * @param headers lines that each has beside its own, with their ends
	 */
	public static List<AmbiguousRequest> to(String path, String headers) {
		return Stream.of(lengths(path, headers), codings(path, headers), characters(path, headers), lines(path))
			.flatMap(List::stream)
			.toList();
	}

	private static List<AmbiguousRequest> lengths(String path, String headers) {
		Post post = new Post(path, headers);
		return List.of(post.of("two lengths", "Content-Length: 0\r\nContent-Length: 4", ""),
				post.of("a list of lengths", "Content-Length: 0, 4", ""),
				post.of("a length with a sign", "Content-Length: +0", ""),
				post.of("a negative length", "Content-Length: -1", ""),
				post.of("a length that is no number", "Content-Length: 0x0", ""));
	}

	private static List<AmbiguousRequest> codings(String path, String headers) {
		Post post = new Post(path, headers);
		return List.of(post.of("CL.TE", "Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
				post.of("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
				post.of("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
				post.of("chunked, then not", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
				post.of("a coding that nobody knows", "Transfer-Encoding: xchunked", ""),
				post.of("a blank before the colon", "Transfer-Encoding : chunked", "0\r\n\r\n"),
				post.of("a vertical tab", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n"),
				post.of("a bare LF in a chunk size", "Transfer-Encoding: chunked", "0\n\r\n"),
				post.of("a bare LF in a chunk extension", "Transfer-Encoding: chunked", "1;x\nx\r\ny\r\n0\r\n\r\n"),
				post.of("a negative chunk", "Transfer-Encoding: chunked", "-1\r\n\r\n"));
	}

	private static List<AmbiguousRequest> characters(String path, String headers) {
		Post post = new Post(path, headers);
		return List.of(post.of("a bare CR in a header", "X: y\rTransfer-Encoding: chunked", ""),
				post.of("a bare LF", "X: y\nContent-Length: 0", ""), post.of("a NUL", "X: y\u0000", ""));
	}

	private static List<AmbiguousRequest> lines(String path) {
		return List.of(
				new AmbiguousRequest("HTTP/1.0 in chunks",
						"POST %s HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".formatted(path)),
				new AmbiguousRequest("a blank in the path", "GET %s /x HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path)),
				new AmbiguousRequest("no version", "GET %s\r\nHost: x\r\n\r\n".formatted(path)), new AmbiguousRequest(
						"HTTP/2 in the request line", "GET %s HTTP/2.0\r\nHost: x\r\n\r\n".formatted(path)));
	}

	@Override
	public String toString() {
		return this.name;
	}

	private record Post(String path, String headers) {

		AmbiguousRequest of(String name, String ambiguous, String body) {
			return new AmbiguousRequest(name,
					"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n%s%s\r\n\r\n%s"
						.formatted(this.path, this.headers, ambiguous, body));
		}

	}

}
