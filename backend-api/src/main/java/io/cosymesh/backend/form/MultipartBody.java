package io.cosymesh.backend.form;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.codec.multipart.PartEventHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;

/**
 * The body of a multipart request as it arrives, kept within its limits.
 */
final class MultipartBody {

	/** A form field is held whole; beyond this not even to say its name. */
	private static final DataSize MAX_HELD_FIELD = DataSize.ofMegabytes(1);

	private static final int MAX_PARTS = 32;

	private static final ResolvableType PART_EVENT = ResolvableType.forClass(PartEvent.class);

	private final ServerHttpRequest request;

	private final RecordingParts parts;

	private MultipartBody(ServerHttpRequest request, RecordingParts parts) {
		this.request = request;
		this.parts = parts;
	}

	static MultipartBody of(ServerHttpRequest request, RecordingParts parts) {
		return new MultipartBody(request, parts);
	}

	Flux<PartEvent> events() {
		if (!isMultipart()) {
			return Flux.error(notMultipart());
		}
		if (this.request.getHeaders().getContentLength() > limit()) {
			return Flux.error(requestTooLarge());
		}
		PartEventHttpMessageReader reader = new PartEventHttpMessageReader();
		reader.setMaxInMemorySize(Math.toIntExact(MAX_HELD_FIELD.toBytes()));
		reader.setMaxParts(MAX_PARTS);
		return reader.read(PART_EVENT, new Limited(this.request, limited()), Map.of())
			.onErrorMap(MultipartBody::isUnreadable,
					(error) -> malformed(this.parts.main(),
							"Check its boundary, the names of its parts, and that it arrived whole"))
			.onErrorMap(DataBufferLimitException.class, (error) -> requestTooLarge());
	}

	// Spring reads a name that is one quotation mark beyond its end.
	private static boolean isUnreadable(Throwable error) {
		return error instanceof DecodingException || error instanceof IllegalArgumentException
				|| error instanceof IndexOutOfBoundsException;
	}

	/**
	 * Copies what arrives to the heap, so that a reading given up half-way leaves no
	 * pooled buffers behind.
	 */
	private Flux<DataBuffer> limited() {
		AtomicLong size = new AtomicLong();
		return this.request.getBody().handle((buffer, sink) -> {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			DataBufferUtils.release(buffer);
			if (size.addAndGet(bytes.length) > limit()) {
				sink.error(requestTooLarge());
			}
			else {
				sink.next(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
			}
		});
	}

	private long limit() {
		return this.parts.maxSize().toBytes() + MAX_HELD_FIELD.toBytes();
	}

	private boolean isMultipart() {
		try {
			MediaType type = this.request.getHeaders().getContentType();
			return type != null && MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private ProblemException requestTooLarge() {
		return FieldProblems.tooLarge(this.parts.main(), this.parts.maxSize());
	}

	static ProblemException malformed(String field, String detail) {
		return ProblemException
			.of(HttpStatus.BAD_REQUEST, "malformed-request", "Invalid request",
					"The multipart body can't be read. " + detail)
			.withField(field);
	}

	private ProblemException notMultipart() {
		return ProblemException
			.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unsupported media type",
					"Send multipart/form-data with the recording in the part '%s'".formatted(this.parts.main()))
			.withField(this.parts.main());
	}

	private static final class Limited extends ServerHttpRequestDecorator {

		private final Flux<DataBuffer> body;

		Limited(ServerHttpRequest request, Flux<DataBuffer> body) {
			super(request);
			this.body = body;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return this.body;
		}

	}

}
