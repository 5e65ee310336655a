package io.cosymesh.inference.cosyvoice;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses addresses to which recordings of voices would travel unprotected.
 */
final class RuntimeAddress {

	private static final String PROPERTY = "cosymesh.engine.cosyvoice.url";

	private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

	private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(?:\\.\\d{1,3}){3}");

	private RuntimeAddress() {
	}

	static URI checked(@Nullable URI url) {
		if (url == null || url.getHost() == null) {
			throw refusal(url, "it is no absolute URL; give one such as http://127.0.0.1:8091");
		}
		if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
			throw refusal(url.getHost(),
					"it must be an address and a path alone; a key goes to " + "cosymesh.engine.cosyvoice.api-key");
		}
		boolean secure = "https".equals(url.getScheme());
		if (!secure && !"http".equals(url.getScheme())) {
			throw refusal(url, "only http and https are spoken");
		}
		if (!secure && !isLoopback(url.getHost())) {
			throw refusal(url, "recordings of voices would leave this machine in the clear; run the runtime on "
					+ "127.0.0.1 or reach it by https");
		}
		return url;
	}

	private static boolean isLoopback(String host) {
		return LOOPBACK.contains(host) || LOOPBACK_IPV4.matcher(host).matches();
	}

	private static InvalidConfigurationPropertyValueException refusal(@Nullable Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, value, reason);
	}

}
