package io.cosymesh.inference.synthesis;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the service takes on.
 *
 * @param maxSpeeches speeches open at once, at work or waiting for a processor; more are
 * turned away
 * @param idleTimeout how long a listener may not listen before the speech is given up
 */
@Validated
@ConfigurationProperties("cosymesh.engine")
record SynthesisProperties(@DefaultValue("128") @Min(1) @Max(1000) int maxSpeeches,
		@DefaultValue("60s") Duration idleTimeout) {

}
