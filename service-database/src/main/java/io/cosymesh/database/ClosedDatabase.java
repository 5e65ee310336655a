package io.cosymesh.database;

import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Lets the pool part with connections to an H2 that has closed itself, which it does when
 * its disk is full. They call themselves valid for ever; a new one opens the database
 * again, with everything that was committed.
 */
public final class ClosedDatabase implements SQLExceptionOverride {

	/** DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN. */
	private static final Set<String> CLOSED = Set.of("90098", "90121");

	@java.lang.Override
	public Override adjudicate(SQLException failure) {
		return CLOSED.contains(String.valueOf(failure.getSQLState())) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
