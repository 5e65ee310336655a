package io.cosymesh.mesh.traffic;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of looking up the addresses of peers.
 *
 * @param minTtl how long an answer counts however short its life
 * @param maxTtl how long an answer counts however long its life
 * @param queryTimeout how long a name server may take
 */
@Validated
@ConfigurationProperties("cosymesh.dns")
record DnsProperties(@NotNull @DefaultValue("1s") Duration minTtl, @NotNull @DefaultValue("30s") Duration maxTtl,
		@NotNull @DefaultValue("5s") Duration queryTimeout) {

}
