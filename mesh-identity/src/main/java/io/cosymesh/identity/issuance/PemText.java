package io.cosymesh.identity.issuance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PEM armour (RFC 7468): one labelled block of DER.
 */
final class PemText {

	private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private PemText() {
	}

	static boolean isArmoured(String text) {
		return text.stripLeading().startsWith("-----BEGIN ");
	}

	static String write(String label, byte[] der) {
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label,
				new String(BASE64.encode(der), StandardCharsets.US_ASCII));
	}

	/**
	 * Reads the first block of a label.
	 * @param label what the block must be
	 * @param text the armoured text
	 * @return the DER
	 * @throws IllegalArgumentException when there is no such block; never repeats the
	 * text
	 */
	static byte[] read(String label, String text) {
		Pattern block = Pattern
			.compile("-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(Pattern.quote(label)));
		Matcher matcher = block.matcher(text);
		if (!matcher.find()) {
			throw new IllegalArgumentException("There is no PEM block '%s'".formatted(label));
		}
		try {
			return Base64.getMimeDecoder().decode(matcher.group(1).strip());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The PEM block '%s' is not valid base64".formatted(label));
		}
	}

}
