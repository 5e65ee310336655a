package io.cosymesh.webui.access.audit;

import java.time.Duration;
import java.time.InstantSource;

import io.github.bucket4j.Bucket;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.database.RegularWork;
import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Keeps the audit log, and not for ever.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	private static final Duration SOON = Duration.ofMillis(500);

	@Bean
	AuditTable auditTable(JdbcClient jdbc) {
		return new AuditTable(jdbc);
	}

	@Bean
	AuditTrail auditTrail(AuditTable table, AuditProperties properties, InstantSource clock) {
		Bucket strangers = Bucket.builder()
			.addLimit((limit) -> limit.capacity(properties.strangersPerMinute())
				.refillGreedy(properties.strangersPerMinute(), Duration.ofMinutes(1)))
			.build();
		return new AuditTrail(table, strangers, clock);
	}

	@Bean
	RegularWork auditFlush(AuditTrail trail, DatabaseWork work) {
		return RegularWork.withLastRound("audit-flush", trail::flush, SOON, work.scheduler());
	}

	@Bean
	RegularWork auditRetention(AuditTable table, AuditProperties properties, InstantSource clock, DatabaseWork work) {
		return new RegularWork("audit-retention",
				() -> table.deleteBefore(clock.instant().minus(properties.retention())), properties.sweepInterval(),
				work.scheduler());
	}

}
