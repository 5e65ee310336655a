package io.cosymesh.mesh.tracing;

import java.util.List;
import java.util.random.RandomGenerator;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;

/**
 * Auto-configuration of what Boot's own tracing leaves to decide: who samples, and what a
 * span may say.
 */
@AutoConfiguration(before = { OpenTelemetryTracingAutoConfiguration.class, WebFluxObservationAutoConfiguration.class })
@EnableConfigurationProperties({ TracingSettings.class, TracingProperties.class, ObservationProperties.class })
public final class TracingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Sampler traceSampler(TracingProperties tracing, TracingSettings settings, Environment environment,
			ObjectProvider<SpanExporter> exporters, RandomGenerator random) {
		double probability = tracing.getSampling().getProbability();
		if (probability <= 0 || exporters.stream().findAny().isEmpty()) {
			return Sampler.alwaysOff();
		}
		boolean inside = "mesh".equals(environment.getProperty("server.ssl.bundle"));
		return (inside || settings.trustOutside()) ? Sampler.parentBased(Sampler.traceIdRatioBased(probability))
				: new FrontDoorSampler(probability, random);
	}

	@Bean
	@ConditionalOnMissingBean
	SpanExporters plainSpanExporters(ObjectProvider<SpanExporter> exporters) {
		List<SpanExporter> plain = exporters.orderedStream()
			.map((exporter) -> (SpanExporter) new PlainSpanExporter(exporter))
			.toList();
		return SpanExporters.of(plain);
	}

	@Bean
	@ConditionalOnMissingBean
	ServerRequestObservationConvention serverSpans(ObservationProperties observations) {
		return new ServerSpans(observations.getHttp().getServer().getRequests().getName());
	}

}
