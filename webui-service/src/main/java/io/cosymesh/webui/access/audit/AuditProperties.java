package io.cosymesh.webui.access.audit;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long it is remembered who did what.
 *
 * @param retention how long events are kept
 * @param sweepInterval how often old ones are deleted
 * @param strangersPerMinute events of strangers that are kept at most, so that they can't
 * fill the disk
 */
@Validated
@ConfigurationProperties("cosymesh.access.audit")
record AuditProperties(@DefaultValue("365d") Duration retention, @DefaultValue("1h") Duration sweepInterval,
		@DefaultValue("120") @Min(1) int strangersPerMinute) {

}
