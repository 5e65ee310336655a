package io.cosymesh.mesh.tracing;

import java.util.List;
import java.util.random.RandomGenerator;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TracingAutoConfigurationTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class))
		.withBean(RandomGenerator.class, () -> () -> Long.MAX_VALUE)
		.withBean(SpanExporter.class, NoExporter::new);

	@Test
	void callerFromOutsideCannotForceATrace() {
		this.runner.withPropertyValues("server.ssl.bundle=public", "management.tracing.sampling.probability=0.1")
			.run((context) -> assertThat(sampled(context.getBean(Sampler.class), TraceFlags.getSampled())).isFalse());
	}

	@Test
	void frontDoorSamplesWhatItsOwnDiceChoose() {
		this.runner.withPropertyValues("server.ssl.bundle=public", "management.tracing.sampling.probability=1.0")
			.run((context) -> assertThat(sampled(context.getBean(Sampler.class), TraceFlags.getDefault())).isTrue());
	}

	@Test
	void callersFromOutsideAreFollowedWhereTheyAreTrusted() {
		this.runner
			.withPropertyValues("server.ssl.bundle=public", "management.tracing.sampling.probability=0.1",
					"cosymesh.tracing.trust-outside=true")
			.run((context) -> assertThat(sampled(context.getBean(Sampler.class), TraceFlags.getSampled())).isTrue());
	}

	@Test
	void servicesOfTheMeshFollowTheirCallers() {
		this.runner.withPropertyValues("server.ssl.bundle=mesh", "management.tracing.sampling.probability=0.1")
			.run((context) -> {
				assertThat(sampled(context.getBean(Sampler.class), TraceFlags.getSampled())).isTrue();
				assertThat(sampled(context.getBean(Sampler.class), TraceFlags.getDefault())).isFalse();
			});
	}

	@Test
	void probabilityOfZeroIsOff() {
		this.runner.withPropertyValues("server.ssl.bundle=mesh", "management.tracing.sampling.probability=0")
			.run((context) -> assertThat(context.getBean(Sampler.class)).isSameAs(Sampler.alwaysOff()));
	}

	@Test
	void withoutAnywhereToSendThemNoSpansAreRecorded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class))
			.withBean(RandomGenerator.class, () -> () -> 0L)
			.withPropertyValues("server.ssl.bundle=public", "management.tracing.sampling.probability=1.0")
			.run((context) -> assertThat(context.getBean(Sampler.class)).isSameAs(Sampler.alwaysOff()));
	}

	private static boolean sampled(Sampler sampler, TraceFlags flags) {
		Context parent = Context.root()
			.with(Span
				.wrap(SpanContext.createFromRemoteParent(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault())));
		return sampler.shouldSample(parent, TRACE, "http get", SpanKind.SERVER, Attributes.empty(), List.of())
			.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
	}

	private static final class NoExporter implements SpanExporter {

		@Override
		public CompletableResultCode export(java.util.Collection<SpanData> spans) {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
