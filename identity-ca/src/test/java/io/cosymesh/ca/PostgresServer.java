package io.cosymesh.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.function.SingletonSupplier;

/**
 * A PostgreSQL of this machine with an empty database for whoever asks.
 */
public final class PostgresServer implements AutoCloseable {

	private static final AtomicInteger DATABASES = new AtomicInteger();

	private static final Supplier<PostgresServer> SHARED = SingletonSupplier.of(PostgresServer::start);

	private final EmbeddedPostgres server;

	private PostgresServer(EmbeddedPostgres server) {
		this.server = server;
	}

	/** Returns the one that all tests of a JVM may share; it ends with the JVM. */
	public static PostgresServer shared() {
		return SHARED.get();
	}

	private static PostgresServer start() {
		try {
			return new PostgresServer(EmbeddedPostgres.builder().start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts one whose data outlive it, always on the same port. */
	public static PostgresServer start(Path data, int port) {
		try {
			return new PostgresServer(EmbeddedPostgres.builder()
				.setDataDirectory(data)
				.setCleanDataDirectory(false)
				.setPort(port)
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes an empty database and returns its URL, user included. */
	public String newDatabase() {
		String name = "ca" + DATABASES.incrementAndGet();
		try (Connection connection = this.server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
			return this.server.getJdbcUrl("postgres", name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
