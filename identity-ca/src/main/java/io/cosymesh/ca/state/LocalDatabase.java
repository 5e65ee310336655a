package io.cosymesh.ca.state;

import java.nio.file.Path;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * An H2 file in the state directory, for one replica.
 *
 * @param file the database without its suffix
 */
record LocalDatabase(Path file) implements JdbcConnectionDetails {

	private static final String NAME = "state";

	// H2 would create its file for everybody to read.
	static LocalDatabase in(StateDirectory directory) {
		directory.reserve(NAME + ".mv.db");
		return new LocalDatabase(directory.resolve(NAME));
	}

	// H2 would write commits half a second late: a killed CA would forget which join
	// tokens were used. With larger pages and a small cache a commit costs half of
	// what it does with the defaults.
	@Override
	public String getJdbcUrl() {
		return "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;PAGE_SIZE=8192;CACHE_SIZE=1024"
			.formatted(this.file);
	}

	@Override
	public String getUsername() {
		return "sa";
	}

	@Override
	public String getPassword() {
		return "";
	}

}
