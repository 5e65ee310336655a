package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who speaks, and how much the service takes on.
 *
 * @param use names of the engines in order of preference: an order that names none goes
 * to the first that works
 * @param maxSpeeches speeches open at once, at work or waiting for a processor; more are
 * turned away
 * @param idleTimeout how long a listener may not listen before the speech is given up
 */
@Validated
@ConfigurationProperties("cosymesh.engine")
record SynthesisProperties(@DefaultValue("embedded") @NotEmpty List<@NotBlank String> use,
		@DefaultValue("128") @Min(1) @Max(1000) int maxSpeeches, @DefaultValue("60s") Duration idleTimeout) {

	SynthesisProperties {
		use = List.copyOf(use);
	}

}
