package io.cosymesh.ca.state;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A PostgreSQL database that all replicas share. Its password never prints.
 *
 * @param url where it is, with time limits on every answer
 * @param user who the CA is there
 * @param password the user's password
 */
record SharedDatabase(String url, @Nullable String user, @Nullable String password) implements JdbcConnectionDetails {

	private static final String SCHEME = "jdbc:postgresql:";

	// In seconds. Without it a database behind a cut cable would hold callers for
	// minutes.
	private static final String[] PATIENCE = { "connectTimeout=3", "socketTimeout=10" };

	static SharedDatabase of(DataSourceProperties configured) {
		String url = configured.getUrl();
		if (url == null || !url.startsWith(SCHEME)) {
			throw new InvalidConfigurationPropertyValueException("spring.datasource.url",
					(url != null) ? url.replaceAll("[?;].*", "") : null,
					"Only PostgreSQL can be shared: use jdbc:postgresql://host:5432/database, or leave it out for a file in the state directory.");
		}
		return new SharedDatabase(patient(url), configured.getUsername(), configured.getPassword());
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
		return "SharedDatabase[******]";
	}

	private static String patient(String url) {
		StringBuilder patient = new StringBuilder(url);
		for (String limit : PATIENCE) {
			if (!url.contains(limit.substring(0, limit.indexOf('=')))) {
				patient.append((patient.indexOf("?") < 0) ? '?' : '&').append(limit);
			}
		}
		return patient.toString();
	}

}
