package io.cosymesh.webui.access.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.flywaydb.core.Flyway;

import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.cosymesh.database.DatabaseAddress;
import io.cosymesh.database.PrivateFolder;

import reactor.core.scheduler.Schedulers;

/**
 * A database of its own for a test, with the gateway's tables.
 */
public final class TestDatabase {

	private final JdbcClient jdbc;

	private final DatabaseWork work;

	private final Succession succession;

	private TestDatabase(String url, String user) {
		DriverManagerDataSource source = new DriverManagerDataSource(url, user, "");
		this.succession = new Succession(new DatabaseAddress(url, user, ""), new PrivateFolder(Path.of("unused")),
				Duration.ZERO, new StaticApplicationContext());
		this.succession.migration(Flyway::migrate).migrate(Flyway.configure().dataSource(source).load());
		this.jdbc = JdbcClient.create(source);
		this.work = new DatabaseWork(Schedulers.boundedElastic(),
				new TransactionTemplate(new JdbcTransactionManager(source)));
	}

	public static TestDatabase inMemory() {
		return new TestDatabase("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa");
	}

	public static TestDatabase at(String url, String user) {
		return new TestDatabase(url, user);
	}

	public JdbcClient jdbc() {
		return this.jdbc;
	}

	public DatabaseWork work() {
		return this.work;
	}

	public Succession succession() {
		return this.succession;
	}

}
