package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stack was started with; commands that come later read it back.
 *
 * @param port the gateway's port
 * @param portOffset what every other port is shifted by
 * @param svidTtl how long SVIDs live, or {@code null} for what the CA is configured with
 */
public record StackSettings(int port, int portOffset, @Nullable Duration svidTtl) {

	public static final int DEFAULT_PORT = 8443;

	/**
	 * Reads the settings of the last start.
	 * @param state the state directory
	 * @return the settings, or empty before the first start
	 */
	public static Optional<StackSettings> read(StateDirectory state) {
		Path file = state.settings();
		return Files.exists(file) ? Optional.of(JsonMapper.shared().readValue(file, StackSettings.class))
				: Optional.empty();
	}

	/**
	 * Remembers these settings.
	 * @param state the state directory
	 */
	public void write(StateDirectory state) {
		PrivateFile.write(state.settings(), JsonMapper.shared().writeValueAsString(this));
	}

	/**
	 * Returns where the gateway answers.
	 * @return the base URL without a trailing slash
	 */
	public String gatewayUrl() {
		return "https://localhost:" + this.port;
	}

}
