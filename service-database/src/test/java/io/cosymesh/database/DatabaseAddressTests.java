package io.cosymesh.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseAddressTests {

	@ParameterizedTest
	@CsvSource({ "jdbc:postgresql://db/voices, jdbc:postgresql://db/voices?connectTimeout=3&socketTimeout=10",
			"jdbc:postgresql://db/voices?sslmode=verify-full, jdbc:postgresql://db/voices?sslmode=verify-full&connectTimeout=3&socketTimeout=10",
			"jdbc:postgresql://db/voices?socketTimeout=60, jdbc:postgresql://db/voices?socketTimeout=60&connectTimeout=3",
			"jdbc:h2:file:/x/db;WRITE_DELAY=0, jdbc:h2:file:/x/db;WRITE_DELAY=0" })
	void answersThatCrossANetworkHaveALimit(String configured, String url) {
		assertThat(of(configured).getJdbcUrl()).isEqualTo(url);
	}

	@Test
	void neverPrints() {
		assertThat(of("jdbc:postgresql://db/voices?password=hush").toString()).doesNotContain("hush");
	}

	private static DatabaseAddress of(String url) {
		DataSourceProperties properties = new DataSourceProperties();
		properties.setUrl(url);
		properties.setUsername("voices");
		properties.setPassword("hush");
		return DatabaseAddress.of(properties);
	}

}
