package io.cosymesh.webui.routing;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;

/**
 * Refuses a body that is too large: before it is read when its length is declared, else
 * at the first byte over the limit.
 */
final class RequestLimit extends ServerHttpRequestDecorator {

	private final DataSize limit;

	private final AtomicLong received = new AtomicLong();

	private RequestLimit(ServerHttpRequest request, DataSize limit) {
		super(request);
		this.limit = limit;
	}

	/**
	 * Returns the request with the limit watched.
	 * @throws ProblemException when it already declares too much
	 */
	static RequestLimit on(ServerHttpRequest request, DataSize limit) {
		RequestLimit limited = new RequestLimit(request, limit);
		if (request.getHeaders().getContentLength() > limit.toBytes()) {
			throw limited.refusal();
		}
		return limited;
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return super.getBody().map(this::counted);
	}

	/**
	 * Returns the refusal that a failure comes from, if the body turned out too large.
	 */
	@Nullable ProblemException refusalIfExceeded() {
		return (this.received.get() > this.limit.toBytes()) ? refusal() : null;
	}

	private DataBuffer counted(DataBuffer buffer) {
		if (this.received.addAndGet(buffer.readableByteCount()) > this.limit.toBytes()) {
			DataBufferUtils.release(buffer);
			throw refusal();
		}
		return buffer;
	}

	private ProblemException refusal() {
		return ProblemException
			.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large",
					"The upload is larger than %d MB; a clip of 30 seconds at most is enough"
						.formatted(this.limit.toMegabytes()))
			.withField(isForm() ? "prompt" : "body");
	}

	private boolean isForm() {
		MediaType type = getHeaders().getContentType();
		return type != null && MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type);
	}

}
