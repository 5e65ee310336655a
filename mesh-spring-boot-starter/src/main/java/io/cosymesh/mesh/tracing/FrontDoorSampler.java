package io.cosymesh.mesh.tracing;

import java.util.List;
import java.util.random.RandomGenerator;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Decides anew about traces that come from outside, whatever their callers decided. It
 * throws its own dice: who chooses a trace id would choose the answer, were it taken from
 * the id.
 */
final class FrontDoorSampler implements Sampler {

	private final double probability;

	private final RandomGenerator random;

	FrontDoorSampler(double probability, RandomGenerator random) {
		this.probability = probability;
		this.random = random;
	}

	@Override
	public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> links) {
		SpanContext caller = Span.fromContext(parent).getSpanContext();
		boolean inside = caller.isValid() && !caller.isRemote();
		boolean sampled = inside ? caller.isSampled() : this.random.nextDouble() < this.probability;
		return sampled ? SamplingResult.recordAndSample() : SamplingResult.drop();
	}

	@Override
	public String getDescription() {
		return "FrontDoorSampler{%s}".formatted(this.probability);
	}

}
