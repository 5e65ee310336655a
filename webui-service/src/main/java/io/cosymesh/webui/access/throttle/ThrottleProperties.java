package io.cosymesh.webui.access.throttle;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How guessing is slowed down.
 *
 * @param freeAttempts wrong passwords from one address before it has to wait
 * @param firstWait how long it waits then; doubles with every further one
 * @param longestWait what the wait grows to at most
 * @param freeAttemptsForName wrong passwords for one name, from wherever, before
 * addresses have to wait that the person has not signed in from
 * @param longestWaitForName what that wait grows to at most
 */
@Validated
@ConfigurationProperties("cosymesh.access")
record ThrottleProperties(@DefaultValue("5") @Min(1) int freeAttempts, @DefaultValue("5s") Duration firstWait,
		@DefaultValue("15m") Duration longestWait, @DefaultValue("20") @Min(1) int freeAttemptsForName,
		@DefaultValue("1m") Duration longestWaitForName) {

}
