package io.cosymesh.ca.federation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * A bundle as a foreign trust domain published it.
 *
 * @param content the bundle
 * @param sequence how the publisher numbered it, or {@code null} if it doesn't number
 */
record ForeignBundle(TrustBundle content, @Nullable Long sequence) {

	/**
	 * Reads what an endpoint answered or an operator mounted.
	 * @param trustDomain the trust domain it is known to speak for
	 * @param document the document
	 * @return the bundle
	 * @throws MalformedBundleException if it isn't a SPIFFE bundle
	 * @throws CharacterCodingException if it isn't UTF-8
	 */
	static ForeignBundle parse(TrustDomain trustDomain, byte[] document) throws CharacterCodingException {
		String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
		TrustBundle content = SpiffeBundleFormat.parse(trustDomain, text);
		JsonNode sequence = JsonMapper.shared().readTree(text).path("spiffe_sequence");
		return new ForeignBundle(content, sequence.isIntegralNumber() ? content.sequence() : null);
	}

	/**
	 * Returns how the publisher numbered it.
	 * @return the number, empty if it doesn't number
	 */
	Optional<Long> number() {
		return Optional.ofNullable(this.sequence);
	}

	/**
	 * Returns what identifies the content, whatever its number.
	 * @return SHA-256, in hexadecimal
	 */
	String digest() {
		return sha256(SpiffeBundleFormat.write(numbered(0)).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the bundle under another number.
	 * @param number the number
	 * @return the bundle that workloads are given
	 */
	TrustBundle numbered(long number) {
		return new TrustBundle(this.content.trustDomain(), this.content.authorities(), this.content.jwtAuthorities(),
				this.content.distrust(), number, this.content.refreshHint());
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
