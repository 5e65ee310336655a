package io.cosymesh.mesh.tracing;

import java.util.List;
import java.util.Set;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * A span as it leaves the process: the attributes that are known to be harmless, and
 * nothing of what anybody else put in. Messages of exceptions, URLs and what callers put
 * into {@code tracestate} are left out with the rest.
 */
final class PlainSpan extends DelegatingSpanData {

	private static final Set<String> KNOWN = Set.of("method", "status", "outcome", "uri", "exception",
			ServerSpans.CLIENT_ID, ServerSpans.RULE, ServerSpans.DECISION, ServerSpans.REQUEST_ID, CallSpans.PEER_ID,
			CallSpans.PEER);

	private final SpanData span;

	private final Attributes attributes;

	PlainSpan(SpanData span) {
		super(span);
		this.span = span;
		this.attributes = harmless(span.getAttributes());
	}

	private static Attributes harmless(Attributes all) {
		AttributesBuilder kept = Attributes.builder();
		all.forEach((key, value) -> {
			if (KNOWN.contains(key.getKey()) && value instanceof String text) {
				kept.put(AttributeKey.stringKey(key.getKey()), withoutQuery(text));
			}
		});
		return kept.build();
	}

	private static String withoutQuery(String text) {
		int query = text.indexOf('?');
		return (query < 0) ? text : text.substring(0, query);
	}

	@Override
	public String getName() {
		return withoutQuery(super.getName());
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.attributes.size();
	}

	@Override
	public List<EventData> getEvents() {
		return List.of();
	}

	@Override
	public int getTotalRecordedEvents() {
		return 0;
	}

	@Override
	public StatusData getStatus() {
		return StatusData.create(super.getStatus().getStatusCode(), "");
	}

	@Override
	public SpanContext getSpanContext() {
		return withoutState(this.span.getSpanContext());
	}

	@Override
	public SpanContext getParentSpanContext() {
		return withoutState(this.span.getParentSpanContext());
	}

	private static SpanContext withoutState(SpanContext context) {
		return SpanContext.create(context.getTraceId(), context.getSpanId(), context.getTraceFlags(),
				TraceState.getDefault());
	}

}
