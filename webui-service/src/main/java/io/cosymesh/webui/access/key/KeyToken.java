package io.cosymesh.webui.access.key;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.webui.access.secret.Sha256;

/**
 * An API key as its owner has it: {@code cm_<id>_<secret>}, a shape that secret scanners
 * can look for. Never prints its secret.
 *
 * @param id 64 random bits that name it
 * @param secret 256 random bits that prove it
 */
record KeyToken(String id, String secret) {

	private static final Pattern SHAPE = Pattern.compile("cm_([0-9a-f]{16})_([0-9a-f]{64})");

	static KeyToken make(RandomGenerator random) {
		return new KeyToken(hex(random, 8), hex(random, 32));
	}

	static Optional<KeyToken> parse(String text) {
		Matcher matcher = SHAPE.matcher(text);
		return matcher.matches() ? Optional.of(new KeyToken(matcher.group(1), matcher.group(2))) : Optional.empty();
	}

	KeyToken withNewSecret(RandomGenerator random) {
		return new KeyToken(this.id, hex(random, 32));
	}

	String hash() {
		return Sha256.of(this.secret);
	}

	String text() {
		return "cm_%s_%s".formatted(this.id, this.secret);
	}

	private static String hex(RandomGenerator random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	@Override
	public String toString() {
		return "KeyToken[id=%s]".formatted(this.id);
	}

}
