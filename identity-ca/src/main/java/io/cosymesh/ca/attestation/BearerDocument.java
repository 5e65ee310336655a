package io.cosymesh.ca.attestation;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The secret that a workload presents in the {@code Authorization} header. It never
 * prints.
 *
 * @param value the text after {@code Bearer}
 */
public record BearerDocument(String value) {

	private static final String SCHEME = "bearer ";

	/**
	 * Reads an {@code Authorization} header.
	 * @param header the value of the header, if there is one
	 * @return the document, empty if the header is missing or of another scheme
	 */
	public static Optional<BearerDocument> of(@Nullable String header) {
		if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
			return Optional.empty();
		}
		String value = header.substring(SCHEME.length()).strip();
		return value.isEmpty() ? Optional.empty() : Optional.of(new BearerDocument(value));
	}

	@Override
	public String toString() {
		return "BearerDocument[******]";
	}

}
