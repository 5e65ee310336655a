package io.cosymesh.ca.state;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import io.cosymesh.database.DatabaseAddress;

/**
 * A PostgreSQL database that all replicas share.
 */
final class SharedDatabase {

	private static final String SCHEME = "jdbc:postgresql:";

	private SharedDatabase() {
	}

	static JdbcConnectionDetails of(DataSourceProperties configured) {
		String url = configured.getUrl();
		if (url == null || !url.startsWith(SCHEME)) {
			throw new InvalidConfigurationPropertyValueException("spring.datasource.url",
					(url != null) ? url.replaceAll("[?;].*", "") : null,
					"Only PostgreSQL can be shared: use jdbc:postgresql://host:5432/database, or leave it out for a file in the state directory.");
		}
		return DatabaseAddress.of(configured);
	}

}
