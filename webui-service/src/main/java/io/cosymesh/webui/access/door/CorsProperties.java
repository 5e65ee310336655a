package io.cosymesh.webui.access.door;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

/**
 * Whose pages may call with a key of their own. Cookies are never taken from them.
 *
 * @param allowedOrigins their origins, such as {@code https://app.example.com}
 */
@ConfigurationProperties("cosymesh.access.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {

	private static final Pattern ORIGIN = Pattern
		.compile("https://[a-z0-9.-]+(:\\d{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");

	private static final long MAX_AGE_SECONDS = 600;

	CorsProperties {
		allowedOrigins = allowedOrigins.stream().filter((origin) -> !origin.isBlank()).toList();
		for (String origin : allowedOrigins) {
			if (!ORIGIN.matcher(origin).matches()) {
				throw new IllegalArgumentException(("cosymesh.access.cors.allowed-origins: '%s' is no origin such as "
						+ "https://app.example.com, and patterns are not taken")
					.formatted(origin));
			}
		}
	}

	boolean isOff() {
		return this.allowedOrigins.isEmpty();
	}

	CorsConfigurationSource source() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(this.allowedOrigins);
		configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
		configuration.addAllowedHeader(CorsConfiguration.ALL);
		configuration.setExposedHeaders(
				List.of("Location", "Retry-After", "X-Engine", "X-Request-Id", "X-Sample-Rate", "X-Seed"));
		configuration.setAllowCredentials(false);
		configuration.setMaxAge(MAX_AGE_SECONDS);
		return (_) -> configuration;
	}

}
