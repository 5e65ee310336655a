package io.cosymesh.mesh.audit;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.policy.MeshPolicyAutoConfiguration;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what a mesh server tells about its decisions.
 */
@AutoConfiguration(after = MeshPolicyAutoConfiguration.class)
@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = "mesh")
@EnableConfigurationProperties(AuditProperties.class)
public final class AuditAutoConfiguration {

	private static final String LOGGER = "io.cosymesh.audit";

	@Bean
	DecisionRecorder decisionRecorder(ObjectProvider<DecisionListener> listeners, InstantSource clock) {
		return new DecisionRecorder(listeners.orderedStream().toList(), clock);
	}

	@Bean
	DecisionLog decisionLog() {
		return new DecisionLog();
	}

	@Bean
	DecisionMetrics decisionMetrics(ObjectProvider<MeterRegistry> meters) {
		return new DecisionMetrics(meters.getIfAvailable(CompositeMeterRegistry::new));
	}

	@Bean
	DecisionCounts decisionCounts() {
		return new DecisionCounts();
	}

	@Bean
	DecisionFeed decisionFeed() {
		return new DecisionFeed();
	}

	@Bean
	AuditLog auditLog(AuditProperties properties, WorkloadName self) {
		Logger log = LoggerFactory.getLogger(LOGGER);
		AuditLines lines = properties.ownFile().<AuditLines>map((file) -> open(file, properties)).orElse(log::info);
		return new AuditLog(self.serviceAccount(), properties.include(), lines);
	}

	private static AuditFile open(Path file, AuditProperties properties) {
		try {
			return new AuditFile(properties, file);
		}
		catch (UncheckedIOException ex) {
			throw new MeshConfigurationException("cosymesh.audit.file", "%s can't be written".formatted(file),
					"Let the service write to its directory, or unset the property");
		}
	}

}
