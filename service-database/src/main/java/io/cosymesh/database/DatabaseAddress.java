package io.cosymesh.database;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Where the database is, and who the service is there. Never prints.
 *
 * @param url where it is, with time limits on every answer that crosses a network
 * @param user who the service is
 * @param password the user's password
 */
public record DatabaseAddress(String url, @Nullable String user,
		@Nullable String password) implements JdbcConnectionDetails {

	/** In seconds: a database behind a cut cable would hold callers for minutes. */
	private static final Map<String, Integer> PATIENCE = new TreeMap<>(
			Map.of("connectTimeout", 3, "socketTimeout", 10));

	/**
	 * Takes what is configured.
	 * @param configured the properties below {@code spring.datasource}
	 * @return the address
	 */
	public static DatabaseAddress of(DataSourceProperties configured) {
		return new DatabaseAddress(patient(configured.determineUrl()), configured.determineUsername(),
				configured.determinePassword());
	}

	@Override
	public String getJdbcUrl() {
		return this.url;
	}

	@Override
	public @Nullable String getUsername() {
		return this.user;
	}

	@Override
	public @Nullable String getPassword() {
		return this.password;
	}

	@Override
	public String toString() {
		return "DatabaseAddress[******]";
	}

	private static String patient(String url) {
		if (!url.startsWith("jdbc:postgresql:")) {
			return url;
		}
		StringBuilder patient = new StringBuilder(url);
		PATIENCE.forEach((limit, seconds) -> {
			if (!url.contains(limit)) {
				patient.append((patient.indexOf("?") < 0) ? '?' : '&').append(limit).append('=').append(seconds);
			}
		});
		return patient.toString();
	}

}
