package io.cosymesh.mesh.member;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Takes spans by OTLP over HTTP.
 */
final class SpanReceiver implements AutoCloseable {

	private final List<byte[]> requests = new CopyOnWriteArrayList<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.post("/v1/traces",
				(request, response) -> request.receive()
					.aggregate()
					.asByteArray()
					.doOnNext(this.requests::add)
					.then(response.status(200).send())))
		.bindNow();

	String endpoint() {
		return "http://127.0.0.1:%d/v1/traces".formatted(this.server.port());
	}

	/** Returns all that came, as text, to look for what must not be in it. */
	String text() {
		return this.requests.stream()
			.map((request) -> new String(request, StandardCharsets.ISO_8859_1))
			.collect(Collectors.joining());
	}

	List<Received> spans() {
		return this.requests.stream()
			.flatMap((request) -> parse(request).getResourceSpansList().stream())
			.flatMap((resource) -> resource.getScopeSpansList()
				.stream()
				.flatMap((scope) -> scope.getSpansList().stream())
				.map((span) -> Received.of(resource, span)))
			.toList();
	}

	Received span(String service, Span.SpanKind kind) {
		return spans().stream()
			.filter((span) -> span.service().equals(service) && span.kind() == kind)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No %s of %s in %s".formatted(kind, service, spans())));
	}

	private static ExportTraceServiceRequest parse(byte[] request) {
		try {
			return ExportTraceServiceRequest.parseFrom(request);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * A span that came.
	 */
	record Received(String service, Span.SpanKind kind, String name, String trace, String id, String parent,
			Map<String, String> attributes) {

		static Received of(ResourceSpans resource, Span span) {
			return new Received(values(resource.getResource().getAttributesList()).get("service.name"), span.getKind(),
					span.getName(), hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()),
					values(span.getAttributesList()));
		}

		private static Map<String, String> values(List<KeyValue> attributes) {
			return attributes.stream()
				.collect(Collectors.toMap(KeyValue::getKey, (attribute) -> attribute.getValue().getStringValue()));
		}

		private static String hex(ByteString bytes) {
			return HexFormat.of().formatHex(bytes.toByteArray());
		}

	}

}
