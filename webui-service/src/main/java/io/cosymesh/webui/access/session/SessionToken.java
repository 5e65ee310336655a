package io.cosymesh.webui.access.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.secret.Sha256;

/**
 * What a browser has of its session: 256 random bits. Never prints.
 *
 * @param value the token as the cookie carries it
 */
record SessionToken(String value) {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

	private static final String HMAC = "HmacSHA256";

	static SessionToken make(RandomGenerator random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	static Optional<SessionToken> parse(@Nullable String text) {
		return (text != null && SHAPE.matcher(text).matches()) ? Optional.of(new SessionToken(text)) : Optional.empty();
	}

	/** Returns the name of the session in the database, which doesn't open it. */
	String id() {
		return Sha256.of(this.value);
	}

	/** Returns what a page of ours can know and another one can't. */
	String csrf() {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(this.value.getBytes(StandardCharsets.US_ASCII), HMAC));
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has HMAC-SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "SessionToken[***]";
	}

}
