package io.cosymesh.webui.access.session;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long people stay signed in.
 *
 * @param idle how long without a request
 * @param lifetime how long at most
 * @param perPerson sessions a person may have; the oldest ends
 * @param cache how long this process may not know that another one ended a session
 * @param sweepInterval how often ended ones are deleted
 */
@Validated
@ConfigurationProperties("cosymesh.access.sessions")
record SessionProperties(@DefaultValue("12h") Duration idle, @DefaultValue("7d") Duration lifetime,
		@DefaultValue("20") @Min(1) int perPerson, @DefaultValue("2s") Duration cache,
		@DefaultValue("10m") Duration sweepInterval) {

}
