package io.cosymesh.ca.state;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.settings.CaSettings;

/**
 * Opens the private directory, and the database in it.
 */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

	private static final String DATABASE = "state";

	@Bean
	StateDirectory stateDirectory(CaSettings settings) {
		return StateDirectory.open(settings.stateDirectory());
	}

	// H2 would create its file for everybody to read, and write commits half a second
	// late:
	// a killed CA would forget which join tokens were used.
	@Bean
	JdbcConnectionDetails stateDatabase(StateDirectory directory) {
		directory.reserve(DATABASE + ".mv.db");
		String url = "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0".formatted(directory.resolve(DATABASE));
		return new JdbcConnectionDetails() {

			@Override
			public String getJdbcUrl() {
				return url;
			}

			@Override
			public String getUsername() {
				return "sa";
			}

			@Override
			public String getPassword() {
				return "";
			}

		};
	}

}
