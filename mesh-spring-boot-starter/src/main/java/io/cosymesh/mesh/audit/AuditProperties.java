package io.cosymesh.mesh.audit;

import java.nio.file.Path;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of the audit log.
 *
 * @param include which decisions are written
 * @param file file of JSON lines, made with access for its owner alone; without one they
 * go to the log of the service
 * @param maxSize size at which the file is set aside and a new one begun
 * @param history how many files set aside are kept
 */
@Validated
@ConfigurationProperties(prefix = "cosymesh.audit", ignoreUnknownFields = false)
record AuditProperties(@NotNull @DefaultValue("all") Include include, @Nullable String file,
		@NotNull @DefaultValue("10MB") DataSize maxSize, @DefaultValue("10") @Min(1) @Max(20) int history) {

	// A string, because an empty one isn't bound to a path: it couldn't take the
	// default's place.
	Optional<Path> ownFile() {
		return Optional.ofNullable(this.file).filter((name) -> !name.isBlank()).map(Path::of);
	}

	/**
	 * Which decisions are written.
	 */
	enum Include {

		/**
		 * All.
		 */
		ALL,

		/**
		 * Those that refuse a request, or would.
		 */
		DENIED,

		/**
		 * None.
		 */
		NONE

	}

}
