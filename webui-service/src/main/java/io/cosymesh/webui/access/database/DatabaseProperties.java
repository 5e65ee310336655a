package io.cosymesh.webui.access.database;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where people and keys are kept, unless {@code spring.datasource.url} says otherwise.
 *
 * @param directory folder of the local database; made with access for the owner alone
 * @param checkInterval how often is tried whether the database answers
 * @param standBy how long a gateway that starts waits, ready otherwise, until the one
 * before has ended and left it the local database; zero to be ready no earlier
 */
@Validated
@ConfigurationProperties("cosymesh.access.database")
record DatabaseProperties(@NotNull Path directory, @DefaultValue("10s") Duration checkInterval,
		@DefaultValue("0s") Duration standBy) {

}
