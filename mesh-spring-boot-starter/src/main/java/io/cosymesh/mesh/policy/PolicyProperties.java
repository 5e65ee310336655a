package io.cosymesh.mesh.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of who may call what.
 *
 * @param mode what becomes of requests that no rule allows: they are refused, or only
 * logged and counted
 * @param rules what is allowed; everything else is denied
 * @param file YAML file whose mode and rules replace these, taken over whenever it
 * changes
 * @param reloadInterval how often the file is looked at; a change is taken over when two
 * looks have seen the same
 */
@Validated
@ConfigurationProperties(prefix = "cosymesh.policy", ignoreUnknownFields = false)
record PolicyProperties(@NotNull @DefaultValue("enforce") PolicyMode mode, @DefaultValue List<RuleText> rules,
		@Nullable Path file,
		@DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration reloadInterval) {

	PolicyText text() {
		return new PolicyText(this.mode, this.rules);
	}

	Path requiredFile() {
		return Objects.requireNonNull(this.file);
	}

}
