package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.cosymesh.inference.engine.AdmissionLimits;
import io.cosymesh.inference.engine.EngineProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who speaks, and how much each engine takes on.
 *
 * @param use names of the engines in order of preference: an order that names none goes
 * to the first that works
 * @param maxSpeeches speeches open at once at one engine, at work or waiting for a
 * processor
 * @param maxWaiting orders that may wait for one of them to end; more are turned away
 * @param patience how long an order may wait
 * @param limits what is otherwise for single engines, by name
 * @param idleTimeout how long a listener may not listen before the speech is given up
 */
@Validated
@ConfigurationProperties("cosymesh.engine")
record SynthesisProperties(@DefaultValue("embedded") @NotEmpty List<@NotBlank String> use,
		@DefaultValue("128") @Min(1) @Max(1000) int maxSpeeches, @DefaultValue("32") @Min(0) @Max(1000) int maxWaiting,
		@DefaultValue("60s") Duration patience, @DefaultValue Map<String, @Valid Limits> limits,
		@DefaultValue("60s") Duration idleTimeout) {

	SynthesisProperties {
		use = List.copyOf(use);
		limits = Map.copyOf(limits);
	}

	/**
	 * Tells how much an engine takes on: what is configured for it, else what it is good
	 * for, within what every engine takes on.
	 */
	AdmissionLimits limitsOf(EngineProfile engine) {
		Limits own = this.limits.getOrDefault(engine.name(), Limits.NONE);
		int good = (engine.concurrency() > 0) ? Math.min(engine.concurrency(), this.maxSpeeches) : this.maxSpeeches;
		return new AdmissionLimits((own.speeches() != null) ? own.speeches() : good,
				(own.waiting() != null) ? own.waiting() : this.maxWaiting, this.patience, this.idleTimeout);
	}

	/**
	 * How much one engine takes on; what is left out is as for every engine.
	 *
	 * @param speeches speeches open at once
	 * @param waiting orders that may wait
	 */
	record Limits(@Nullable @Min(1) @Max(1000) Integer speeches, @Nullable @Min(0) @Max(1000) Integer waiting) {

		private static final Limits NONE = new Limits(null, null);

	}

}
