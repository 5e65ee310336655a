package io.cosymesh.webui.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A DNS name or IP address under which the gateway is reached.
 *
 * @param value the DNS name in lower case, or the address in Java's canonical text form
 * @param isAddress whether it is an address
 */
record ServerName(String value, boolean isAddress) {

	private static final Pattern DNS_NAME = Pattern
		.compile("(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

	private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	/**
	 * Reads a name as people write it.
	 * @throws IllegalArgumentException when it is neither a DNS name nor an address
	 */
	static ServerName parse(String text) {
		String trimmed = text.strip().toLowerCase(Locale.ROOT);
		if (ADDRESS.matcher(trimmed).matches()) {
			return new ServerName(InetAddress.ofLiteral(trimmed).getHostAddress(), true);
		}
		if (!isDnsName(trimmed)) {
			throw new IllegalArgumentException("'%s' is neither a DNS name nor an IP address".formatted(text));
		}
		return new ServerName(trimmed, false);
	}

	/**
	 * Returns the names that a certificate is good for, none when they can't be read.
	 */
	static Set<ServerName> in(X509Certificate certificate) {
		try {
			return Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())
				.stream()
				.map((name) -> parse((String) name.get(1)))
				.collect(Collectors.toSet());
		}
		catch (CertificateParsingException | RuntimeException ex) {
			return Set.of();
		}
	}

	/**
	 * Returns whether a certificate with this name is good for another one: the same, or
	 * one label in place of the asterisk (RFC 9525 §6.3).
	 */
	boolean covers(ServerName other) {
		if (!this.value.startsWith("*.") || other.isAddress()) {
			return equals(other);
		}
		int dot = other.value.indexOf('.');
		return dot > 0 && other.value.substring(dot).equals(this.value.substring(1));
	}

	static boolean isDnsName(String text) {
		return DNS_NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
	}

}
