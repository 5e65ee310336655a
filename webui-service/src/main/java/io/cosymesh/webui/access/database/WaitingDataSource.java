package io.cosymesh.webui.access.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Has nothing to give until the database is open.
 */
final class WaitingDataSource extends DelegatingDataSource {

	private final Supplier<Succession> succession;

	WaitingDataSource(DataSource target, Supplier<Succession> succession) {
		super(target);
		this.succession = succession;
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.succession.get().await();
		return super.getConnection();
	}

}
