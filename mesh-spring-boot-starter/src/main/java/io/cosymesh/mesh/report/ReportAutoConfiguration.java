package io.cosymesh.mesh.report;

import java.time.InstantSource;

import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.telemetry.Denials;
import io.cosymesh.mesh.telemetry.Instance;
import io.cosymesh.mesh.telemetry.Tap;
import io.cosymesh.mesh.telemetry.TelemetryAutoConfiguration;
import io.cosymesh.mesh.telemetry.Traffic;
import io.cosymesh.mesh.tls.MeshTls;
import io.cosymesh.mesh.tls.MeshTlsAutoConfiguration;
import io.cosymesh.mesh.tls.TlsInForce;
import io.cosymesh.mesh.traffic.PeerTraffics;
import io.cosymesh.mesh.traffic.TrafficAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what a service tells of itself. A mesh server does it by routes
 * that, like any other, want a rule; others may ask the bean.
 */
@AutoConfiguration(
		after = { MeshTlsAutoConfiguration.class, TelemetryAutoConfiguration.class, TrafficAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ReportAutoConfiguration {

	@Bean
	MeshReport meshReport(IdentityReport identity, ServiceChecks checks, Traffic traffic, Tap tap, Denials denials,
			Instance instance, InstantSource clock) {
		return new MeshReport(identity, checks, traffic, tap, denials, instance, clock);
	}

	@Bean
	IdentityReport identityReport(WorkloadName self, SvidSource source, SvidKeeper keeper, TlsInForce tls,
			Instance instance, Traffic traffic, Environment environment, InstantSource clock) {
		String version = environment.getProperty("spring.application.version", "unknown");
		return new IdentityReport(self, source, keeper, tls,
				new IdentityReport.Running(instance, clock.instant(), version, traffic), clock);
	}

	@Bean
	ServiceChecks serviceChecks(WorkloadName self, Instance instance, SvidSource source, SvidKeeper keeper,
			TlsInForce tls, PeerTraffics peers, ObjectProvider<HealthEndpoint> health, InstantSource clock) {
		return new ServiceChecks(self.serviceAccount(), instance, new IdentityChecks(source, keeper, clock), tls, peers,
				health.getIfAvailable(), Schedulers.boundedElastic(), clock);
	}

	@Bean
	@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = MeshTls.BUNDLE)
	ReportController reportController(MeshReport report, JsonMapper json) {
		return new ReportController(report, json);
	}

}
