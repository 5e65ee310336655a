package io.cosymesh.webui.access;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may come in.
 *
 * @param apiKeyFile file with the API key for scripts
 * @param user name of the one person who signs in
 * @param passwordFile file with that person's password
 * @param freeAttempts wrong passwords from one address before it has to wait
 * @param firstWait how long it waits then; doubles with every further one
 * @param longestWait what the wait grows to at most
 */
@Validated
@ConfigurationProperties("cosymesh.access")
record AccessProperties(@NotNull Path apiKeyFile, @DefaultValue("admin") @NotBlank String user,
		@NotNull Path passwordFile, @DefaultValue("5") @Min(1) int freeAttempts, @DefaultValue("5s") Duration firstWait,
		@DefaultValue("15m") Duration longestWait) {

}
