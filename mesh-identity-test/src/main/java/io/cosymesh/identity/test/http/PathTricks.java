package io.cosymesh.identity.test.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Spells a path in ways that somebody might read as that path: one to three tricks at
 * once, anywhere in it.
 */
public final class PathTricks {

	private static final List<BiFunction<PathTricks, String, String>> TRICKS = List.of(PathTricks::insertAtSlash,
			PathTricks::insertAtSlash, PathTricks::replaceSlash, PathTricks::encodeSome, PathTricks::encodeSome,
			PathTricks::encodeTwice, PathTricks::changeCase, PathTricks::lookAlike, PathTricks::overlong,
			PathTricks::insertAnywhere, PathTricks::append, PathTricks::append, PathTricks::climbFromElsewhere);

	private final RandomGenerator random;

	private final List<String> elsewhere;

	/**
	 * Creates the generator.
	 * @param random where variation comes from
	 * @param elsewhere paths below which the caller may do things
	 */
	public PathTricks(RandomGenerator random, List<String> elsewhere) {
		this.random = random;
		this.elsewhere = elsewhere;
	}

	/**
	 * Returns a request target that may or may not mean the path.
	 * @param path the path
	 */
	public String vary(String path) {
		String target = path;
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			target = oneOf(TRICKS).apply(this, target);
		}
		return (this.random.nextInt(12) == 0) ? absolute(target) : target;
	}

	private String insertAtSlash(String path) {
		return insert(path, slash(path),
				oneOf(List.of("/", "//", "/.", "/./", "/%2e", "/%2E/", "/x/..", "/x/%2e%2e", "/x/.%2e", "/..;/",
						"/x/..;a=b", ";", ";a=b", "/;", "/ ", "/%20", "%2f", "/..%2f", "\\", "/*", "/{*x}")));
	}

	private String replaceSlash(String path) {
		int at = slash(path);
		return path.substring(0, at)
				+ oneOf(List.of("%2f", "%2F", "\\", "%5c", "%5C", "%252f", "%c0%af", "%e0%80%af", "%u002f", "\uff0f",
						"%ef%bc%8f", "\u2215", "/%2f", "\\/", ":", ""))
				+ path.substring(Math.min(at + 1, path.length()));
	}

	private String encodeSome(String path) {
		StringBuilder encoded = new StringBuilder();
		for (int at = 0; at < path.length(); at++) {
			char c = path.charAt(at);
			encoded.append((c < 128 && c != '%' && this.random.nextInt(5) == 0) ? percent(c) : c);
		}
		return encoded.toString();
	}

	private String encodeTwice(String path) {
		int at = this.random.nextInt(path.length());
		char c = path.charAt(at);
		return (c >= 128) ? path : path.substring(0, at) + percent(c).replace("%", "%25") + path.substring(at + 1);
	}

	private String changeCase(String path) {
		int at = this.random.nextInt(path.length());
		return path.substring(0, at) + path.substring(at).toUpperCase(Locale.ROOT);
	}

	private String lookAlike(String path) {
		String other = switch (this.random.nextInt(6)) {
			case 0 -> path.replace('i', '\u0131');
			case 1 -> path.replace('e', '\u0435');
			case 2 -> path.replace('a', '\uff41');
			case 3 -> path.replace("o", "o\u200b");
			case 4 -> path.replace('-', '\u2010');
			default -> path.replace('.', '\uff0e');
		};
		return this.random.nextBoolean() ? other : percentEncoded(other);
	}

	private String overlong(String path) {
		int at = this.random.nextInt(path.length());
		char c = path.charAt(at);
		return (c >= 128) ? path : path.substring(0, at) + "%%%02x%%%02x".formatted(0xC0 | (c >> 6), 0x80 | (c & 0x3F))
				+ path.substring(at + 1);
	}

	private String insertAnywhere(String path) {
		return insert(path, this.random.nextInt(path.length() + 1),
				oneOf(List.of("%00", "\0", "%0a", "%0d%0a", "%09", "\t", "%", "%2", "%zz", "%7f", ".", "%2e", ";x=/",
						"?", "#", "%3f", "%23", "+", "*", "@", "\\", "%5c", "%e2%80%ae", "%ff")));
	}

	private String append(String path) {
		return path + oneOf(List.of("/", "//", ".", "/.", "/..", "%20", "%00", ".json", ";", ";.json", "/*", "?x=1",
				"?/../..", "#fragment", "#/../x", "/%2e", "%2f", "\\", ".%00.html", "~", "/;", "%3b", "??"));
	}

	private String climbFromElsewhere(String path) {
		return oneOf(this.elsewhere) + oneOf(List.of("/..", "/%2e%2e", "/.%2e", "/%2e.", "/..;", "/..;a", "/%252e%252e",
				"\\..", "%2f..", "/..%2f..", "/../..", "/...", "/..%00", "/%c0%ae%c0%ae", "//..", "/x/../..", ""))
				+ path;
	}

	private String absolute(String target) {
		return oneOf(List.of("http://localhost", "https://localhost", "https://localhost:1", "HTTPS://other.example",
				"https://user@localhost", "//localhost", "https://localhost/..", "localhost", "https:", "file://"))
				+ target;
	}

	private static String insert(String path, int at, String text) {
		return path.substring(0, at) + text + path.substring(at);
	}

	private int slash(String path) {
		int from = path.indexOf('/', this.random.nextInt(path.length()));
		return Math.max((from >= 0) ? from : path.lastIndexOf('/'), 0);
	}

	private String percent(char c) {
		return (this.random.nextBoolean() ? "%%%02x" : "%%%02X").formatted((int) c);
	}

	private static String percentEncoded(String text) {
		StringBuilder encoded = new StringBuilder();
		for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
			encoded.append((b < 0) ? "%%%02X".formatted(b & 0xFF) : String.valueOf((char) b));
		}
		return encoded.toString();
	}

	private <T> T oneOf(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
