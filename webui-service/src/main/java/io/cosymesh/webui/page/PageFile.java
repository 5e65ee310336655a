package io.cosymesh.webui.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.io.ClassPathResource;

/**
 * An HTML document of the page.
 *
 * @param html its text
 */
record PageFile(String html) {

	private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>",
			Pattern.DOTALL);

	static PageFile read(String name) {
		try {
			return new PageFile(new ClassPathResource("pages/" + name).getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the CSP source that allows the document's import map, the one script that
	 * browsers take inline only.
	 */
	String importMapSource() {
		Matcher map = IMPORT_MAP.matcher(this.html);
		if (!map.find()) {
			throw new IllegalStateException("The document has no import map");
		}
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
