package io.cosymesh.webui.access.people;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a hash of a password costs. The defaults are what OWASP asks for at least.
 *
 * @param memoryKilobytes memory that a hash takes
 * @param iterations how often it goes through it
 * @param atOnce hashes that are made at once
 */
@Validated
@ConfigurationProperties("cosymesh.access.passwords")
record PasswordProperties(@DefaultValue("19456") @Min(8192) @Max(262144) int memoryKilobytes,
		@DefaultValue("2") @Min(1) @Max(10) int iterations, @DefaultValue("2") @Min(1) @Max(32) int atOnce) {

}
