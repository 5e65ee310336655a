package io.cosymesh.webui.access.key;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for all keys.
 *
 * @param cache how long this process may not know that another one changed a key
 * @param flushInterval how often use is written down and read from other replicas
 * @param fileInterval how often is looked whether the file with the operator's key
 * changed
 * @param grace how long the old secret is taken after a rotation that doesn't say
 * @param perOwner keys that one owner may have
 */
@Validated
@ConfigurationProperties("cosymesh.access.keys")
record KeyProperties(@DefaultValue("2s") Duration cache, @DefaultValue("2s") Duration flushInterval,
		@DefaultValue("2s") Duration fileInterval, @DefaultValue("0s") Duration grace,
		@DefaultValue("100") @Min(1) int perOwner) {

}
