package io.cosymesh.ca.authority.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.validation.annotation.Validated;

import io.cosymesh.ca.authority.ConditionalOnIssuer;
import io.cosymesh.ca.authority.Issuer;

/**
 * Settings of the issuer {@code vault}.
 *
 * @param uri where Vault is, {@code https://vault.example:8200}
 * @param caFile PEM of the authorities that may vouch for Vault's TLS certificate; no
 * others may
 * @param mount path of the PKI secrets engine
 * @param role role that leaves are signed under
 * @param namespace namespace of Vault Enterprise
 * @param rootsFile PEM of the roots to publish, instead of those that the engine shows
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 * @param refreshInterval how often Vault is asked for its roots and whether it may sign
 * @param startTimeout how long the start waits for a Vault that isn't up yet
 * @param publishAhead how long a new root is published before leaves hang on it; three
 * refresh hints of the bundle unless set
 * @param auth how the CA logs in
 */
@Validated
@ConfigurationProperties("cosymesh.ca.vault")
@ConditionalOnIssuer(Issuer.VAULT)
record VaultSettings(@NotNull(message = "must be the https address of Vault when cosymesh.ca.issuer is vault") URI uri,
		@NotNull(
				message = "must name a PEM file with the authorities that vouch for Vault's TLS certificate") Path caFile,
		@DefaultValue("pki") @Pattern(regexp = PATH, message = "must be a path such as pki") String mount,
		@NotNull(message = "must name the role of the PKI secrets engine to sign under") @Pattern(regexp = NAME,
				message = "must be the name of a role") String role,
		@Nullable @Pattern(regexp = PATH, message = "must be a path such as team-a") String namespace,
		@Nullable Path rootsFile,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration connectTimeout,
		@DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration readTimeout,
		@DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration refreshInterval,
		@DefaultValue("1m") @DurationMin(seconds = 0) @DurationMax(minutes = 30) Duration startTimeout,
		@Nullable @DurationMin(seconds = 0) @DurationMax(hours = 24) Duration publishAhead,
		@NotNull(message = "must say how to log in: auth.method is token, app-role or kubernetes") @Valid Auth auth) {

	private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

	private static final String PATH = NAME + "(/" + NAME + ")*";

	/**
	 * Checks what depends on several settings.
	 * @throws InvalidConfigurationPropertyValueException naming the setting to change
	 */
	void check() {
		if (!"https".equalsIgnoreCase(this.uri.getScheme()) || this.uri.getHost() == null) {
			throw new InvalidConfigurationPropertyValueException("cosymesh.ca.vault.uri", this.uri,
					"Vault is asked over https only, because CSRs, tokens and credentials go there.");
		}
		switch (this.auth.method()) {
			case TOKEN -> require("token-file", this.auth.tokenFile());
			case APP_ROLE -> {
				require("role-id-file", this.auth.roleIdFile());
				require("secret-id-file", this.auth.secretIdFile());
			}
			case KUBERNETES -> require("role", this.auth.role());
		}
	}

	private void require(String name, @Nullable Object value) {
		if (value == null || value.toString().isBlank()) {
			throw new InvalidConfigurationPropertyValueException("cosymesh.ca.vault.auth." + name, value,
					"It must be set when cosymesh.ca.vault.auth.method is %s.".formatted(this.auth.method().text()));
		}
	}

	/**
	 * How to log in.
	 *
	 * @param method the auth method
	 * @param path where the auth method is mounted, its usual place unless set
	 * @param tokenFile file with a token, method {@code token}
	 * @param roleIdFile file with the role id, method {@code app-role}
	 * @param secretIdFile file with the secret id, method {@code app-role}
	 * @param role role to log in with, method {@code kubernetes}
	 * @param jwtFile file with a service account's token, method {@code kubernetes}
	 */
	record Auth(@NotNull(message = "must be token, app-role or kubernetes") AuthMethod method,
			@Nullable @Pattern(regexp = PATH, message = "must be a path such as approle") String path,
			@Nullable Path tokenFile, @Nullable Path roleIdFile, @Nullable Path secretIdFile,
			@Nullable @Pattern(regexp = NAME, message = "must be the name of a role") String role,
			@DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token") Path jwtFile) {

		String mountedAt() {
			return Objects.requireNonNullElse(this.path, this.method.usualPath());
		}

	}

}
