package io.cosymesh.inference.embedded;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the embedded engine runs espeak-ng.
 *
 * @param command name or absolute path of espeak-ng
 * @param workDirectory where private voice data is kept while running; the system's
 * temporary directory when not given
 * @param processes sentences worked on at once; 0 means one per processor
 * @param timeout longest time for one sentence
 * @param memory most address space of one process
 * @param voices speakers remembered, so that their next sentence needs no measuring
 */
@Validated
@ConfigurationProperties("cosymesh.engine.embedded")
record EmbeddedProperties(@DefaultValue("espeak-ng") @NotBlank String command, @Nullable Path workDirectory,
		@DefaultValue("0") @Min(0) @Max(256) int processes, @DefaultValue("20s") Duration timeout,
		@DefaultValue("512MB") DataSize memory, @DefaultValue("64") @Min(1) @Max(100) int voices) {

	int concurrency() {
		return (this.processes > 0) ? this.processes : Runtime.getRuntime().availableProcessors();
	}

}
