package io.cosymesh.mesh.tracing;

import java.util.Collection;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Hands on requests and calls as {@link PlainSpan}s. What goes on inside a service is its
 * own affair, and probes are nobody's.
 */
final class PlainSpanExporter implements SpanExporter {

	private static final AttributeKey<String> URI = AttributeKey.stringKey("uri");

	private final SpanExporter exporter;

	PlainSpanExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		List<SpanData> plain = spans.stream()
			.filter(PlainSpanExporter::isTold)
			.map((span) -> (SpanData) new PlainSpan(span))
			.toList();
		return plain.isEmpty() ? CompletableResultCode.ofSuccess() : this.exporter.export(plain);
	}

	private static boolean isTold(SpanData span) {
		if (span.getKind() == SpanKind.INTERNAL) {
			return false;
		}
		String uri = span.getAttributes().get(URI);
		return uri == null || !uri.startsWith("/actuator");
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

}
