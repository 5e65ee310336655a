package io.cosymesh.ca;

import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A migrated database, by default in memory and gone with the test.
 */
public final class TestDatabase {

	private final DataSource dataSource;

	public TestDatabase() {
		this("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=".formatted(UUID.randomUUID()));
	}

	public TestDatabase(String url) {
		this.dataSource = new DriverManagerDataSource(url);
		Flyway.configure().dataSource(this.dataSource).load().migrate();
	}

	public DataSource dataSource() {
		return this.dataSource;
	}

	public JdbcClient client() {
		return JdbcClient.create(this.dataSource);
	}

	public TransactionOperations transactions() {
		return new TransactionTemplate(new DataSourceTransactionManager(this.dataSource));
	}

}
