package io.cosymesh.webui.access.key;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The operator's own key.
 *
 * @param apiKeyFile file with the key; without one there is none
 */
@ConfigurationProperties("cosymesh.access")
record KeyFileProperties(@Nullable Path apiKeyFile) {

	// What an environment variable sets to nothing is unset.
	Optional<Path> file() {
		return Optional.ofNullable(this.apiKeyFile).filter((path) -> !path.toString().isEmpty());
	}

}
