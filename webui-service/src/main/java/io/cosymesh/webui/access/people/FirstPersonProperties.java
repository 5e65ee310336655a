package io.cosymesh.webui.access.people;

import java.nio.file.Path;
import java.util.Optional;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who signs in first.
 *
 * @param user name of the first administrator
 * @param passwordFile file with the password; without one a password is made
 * @param firstPasswordFile file that a password which was made is written to
 */
@Validated
@ConfigurationProperties("cosymesh.access")
record FirstPersonProperties(@DefaultValue("admin") @NotBlank String user, @Nullable Path passwordFile,
		@NotNull Path firstPasswordFile) {

	// What an environment variable sets to nothing is unset.
	Optional<Path> givenFile() {
		return Optional.ofNullable(this.passwordFile).filter((file) -> !file.toString().isEmpty());
	}

}
