package io.cosymesh.ca.jwt;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of JWT-SVIDs.
 *
 * @param defaultTtl lifetime of a token that asks for none
 * @param maxTtl longest lifetime of a token
 * @param issuer what the claim iss says; left out by default
 */
@Validated
@ConfigurationProperties("cosymesh.ca.jwt-svid")
record JwtSettings(@DefaultValue("5m") @DurationMin(seconds = 30) @DurationMax(hours = 1) Duration defaultTtl,
		@DefaultValue("1h") @DurationMin(seconds = 30) @DurationMax(hours = 1) Duration maxTtl,
		@Nullable String issuer) {

	/** Shortest lifetime of a token. */
	static final Duration MIN_TTL = Duration.ofSeconds(30);

}
