package io.cosymesh.backend.storage;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where things are kept.
 *
 * @param directory folder of the database and everything else; made with access for the
 * owner alone
 * @param audio folder of the prompts and of the speech that jobs make
 * @param sweepInterval how often is deleted what was kept long enough
 * @param checkInterval how often is tried whether the storage answers
 */
@ConfigurationProperties("cosymesh.storage")
@Validated
record StorageProperties(@NotNull Path directory, @NotNull Path audio, @DefaultValue("10m") Duration sweepInterval,
		@DefaultValue("10s") Duration checkInterval) {

}
