package io.cosymesh.backend.job;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How jobs are made.
 *
 * @param concurrency jobs that this process makes at once; 0 to accept them only
 * @param queue how many may wait
 * @param retention how long a job and its speech are kept once it is over
 * @param patience how long a job is tried without getting on before it fails
 * @param heartbeat how often a process says that it is still at its jobs; one that missed
 * four loses them to others
 * @param poll how often to look for due jobs and for news of one that is listened to
 */
@ConfigurationProperties("cosymesh.jobs")
@Validated
record JobProperties(@DefaultValue("2") @Min(0) @Max(64) int concurrency, @DefaultValue @Valid Queue queue,
		@DefaultValue("7d") @NotNull Duration retention, @DefaultValue("1h") @NotNull Duration patience,
		@DefaultValue("5s") @NotNull Duration heartbeat, @DefaultValue("500ms") @NotNull Duration poll) {

	/**
	 * How many jobs may wait or be at work.
	 *
	 * @param perTenant of one tenant
	 * @param total of all
	 * @param batch that come at once
	 */
	record Queue(@DefaultValue("200") @Min(1) int perTenant, @DefaultValue("1000") @Min(1) int total,
			@DefaultValue("100") @Min(1) @Max(1000) int batch) {

	}

}
