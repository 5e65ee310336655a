package io.cosymesh.ca.authority.files;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import io.cosymesh.ca.authority.ConditionalOnIssuer;
import io.cosymesh.ca.authority.Issuer;

/**
 * Settings of the issuer {@code files}.
 *
 * @param directory where {@code tls.crt}, {@code tls.key} and {@code ca.crt} are
 * @param reloadInterval how often they are looked at
 * @param publishAhead how long a new root is published before leaves hang on it; three
 * refresh hints of the bundle unless set
 */
@Validated
@ConfigurationProperties("cosymesh.ca.files")
@ConditionalOnIssuer(Issuer.FILES)
record FilesSettings(@NotNull(
		message = "must name the directory with tls.crt, tls.key and ca.crt when cosymesh.ca.issuer is files") Path directory,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration reloadInterval,
		@Nullable @DurationMin(seconds = 0) @DurationMax(hours = 24) Duration publishAhead) {
}
