package io.cosymesh.backend.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether the database answers, and takes writes once a request found that it
 * didn't. H2 stays broken after its disk was full, even when there is room again: it is
 * closed then, and the next connection opens it with everything that was committed.
 */
final class DatabaseCheck {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseCheck.class);

	private static final int PATIENCE_SECONDS = 2;

	private final DataSource database;

	private final AtomicBoolean doubtful = new AtomicBoolean();

	DatabaseCheck(DataSource database) {
		this.database = database;
	}

	/** Lets the next check write as well. */
	void doubt() {
		this.doubtful.set(true);
	}

	void run() throws SQLException {
		try (Connection connection = this.database.getConnection()) {
			if (!connection.isValid(PATIENCE_SECONDS)) {
				throw new SQLNonTransientConnectionException("The connection isn't valid");
			}
			if (this.doubtful.get()) {
				write(connection);
				this.doubtful.set(false);
			}
		}
	}

	private static void write(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(PATIENCE_SECONDS);
			statement.executeUpdate("update storage_lock set name = 'watch' where name = 'watch'");
		}
		catch (SQLException ex) {
			if ("H2".equals(connection.getMetaData().getDatabaseProductName())) {
				close(connection);
			}
			throw ex;
		}
	}

	private static void close(Connection connection) {
		try (Statement statement = connection.createStatement()) {
			statement.execute("shutdown immediately");
		}
		catch (SQLException ex) {
			logger.debug("event=database-closed state={}", ex.getSQLState());
		}
	}

}
