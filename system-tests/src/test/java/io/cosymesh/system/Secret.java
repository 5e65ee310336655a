package io.cosymesh.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something that nobody may read on the way, in every spelling in which it might travel,
 * one character for each byte.
 *
 * @param name what it is
 * @param spellings its spellings
 */
record Secret(String name, List<String> spellings) {

	private static final int WINDOW = 32;

	private static final int WINDOWS = 12;

	Secret {
		spellings = List.copyOf(spellings);
	}

	static Secret text(String name, String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		String url = URLEncoder.encode(text, StandardCharsets.UTF_8);
		return new Secret(name,
				Stream.concat(Stream.of(latin1(utf8), latin1(text.getBytes(StandardCharsets.UTF_16LE)),
						latin1(text.getBytes(StandardCharsets.UTF_16BE)), url, url.replace("+", "%20"), escaped(text),
						HexFormat.of().formatHex(utf8)), base64(utf8))
					.distinct()
					.toList());
	}

	/**
	 * Returns what is too long to be looked for as a whole: pieces from all over it, any
	 * of which tells.
	 */
	static Secret bytes(String name, byte[] bytes) {
		List<String> pieces = new ArrayList<>();
		for (int at = 0; at + WINDOW <= bytes.length; at += Math.max(WINDOW, bytes.length / WINDOWS)) {
			byte[] piece = Arrays.copyOfRange(bytes, at, at + WINDOW);
			// Silence is in everybody's recordings.
			if (IntStream.range(0, WINDOW).map((i) -> piece[i]).distinct().count() > WINDOW / 2) {
				pieces.add(latin1(piece));
				base64(piece).forEach(pieces::add);
			}
		}
		if (pieces.isEmpty()) {
			throw new AssertionError(name + " has nothing to know it by");
		}
		return new Secret(name, pieces);
	}

	// What is left of it whatever stands before and behind.
	private static Stream<String> base64(byte[] bytes) {
		return IntStream.range(0, 3).mapToObj((before) -> {
			byte[] shifted = new byte[before + bytes.length];
			System.arraycopy(bytes, 0, shifted, before, bytes.length);
			String all = Base64.getEncoder().encodeToString(shifted);
			return all.substring(4, all.length() - 4);
		});
	}

	private static String escaped(String text) {
		StringBuilder json = new StringBuilder();
		text.chars().forEach((c) -> json.append((c < 128) ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
		return json.toString();
	}

	private static String latin1(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
