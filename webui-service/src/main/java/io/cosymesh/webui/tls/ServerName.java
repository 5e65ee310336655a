package io.cosymesh.webui.tls;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

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

	static boolean isDnsName(String text) {
		return DNS_NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
	}

}
