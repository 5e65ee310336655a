package io.cosymesh.mesh.telemetry;

import java.time.InstantSource;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;
import io.cosymesh.mesh.traffic.TrafficAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what is told about traffic.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class,
		before = { HttpHandlerAutoConfiguration.class, TrafficAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryAutoConfiguration {

	@Bean
	Instance meshInstance(Environment environment) {
		return new Instance(environment);
	}

	@Bean
	Traffic meshTraffic(TelemetryProperties properties, WorkloadName home, InstantSource clock,
			ObjectProvider<MeterRegistry> meters) {
		Workload self = Workload.of(home.spiffeId(), home.trustDomain());
		MeterRegistry registry = meters.getIfAvailable(CompositeMeterRegistry::new);
		TrafficTable table = new TrafficTable(properties,
				(key) -> new TrafficRow(key, new TrafficMeters(registry, key, self)));
		return new Traffic(table, new Connections(), self, clock);
	}

	@Bean
	TrafficSteps trafficSteps(Traffic traffic) {
		return new TrafficSteps(traffic);
	}

	@Bean
	Tap meshTap(TelemetryProperties properties, Instance instance) {
		return new Tap(properties.tap(), instance, TimeMeter.SYSTEM_MILLISECONDS);
	}

	@Bean
	Denials meshDenials(WorkloadName self, Instance instance, InstantSource clock) {
		return new Denials(self, instance, clock);
	}

	/**
	 * What looks at each request.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "cosymesh.telemetry.enabled", matchIfMissing = true)
	static class Watching {

		@Bean
		RouteNames routeNames(TelemetryProperties properties) {
			return new RouteNames(properties.routes());
		}

		@Bean
		OutboundWatch outboundWatch(Traffic traffic, RouteNames routes, Tap tap, WorkloadName home) {
			return new OutboundWatch(traffic, routes, tap, home, System::nanoTime);
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		WebHttpHandlerBuilderCustomizer inboundWatch(Traffic traffic, RouteNames routes, Tap tap, WorkloadName home) {
			InboundWatch watch = new InboundWatch(traffic, routes, tap, home, System::nanoTime);
			return (builder) -> builder.httpHandlerDecorator(watch::around);
		}

	}

}
