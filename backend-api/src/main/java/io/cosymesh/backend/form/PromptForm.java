package io.cosymesh.backend.form;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A multipart form with a recording in the part {@code prompt}, maybe others, and text
 * fields around them, in any order. Read part by part as it arrives: a recording is
 * handed on while it is still being sent, and the first thing wrong ends the reading.
 *
 * @param <T> what becomes of a recording
 */
public final class PromptForm<T> {

	/** Name of the part that holds the recording. */
	public static final String PROMPT = "prompt";

	static final DataSize MAX_PROMPT_SIZE = DataSize.ofMegabytes(25);

	static final DataSize MAX_FIELD_SIZE = DataSize.ofKilobytes(64);

	/**
	 * A body that breaks off fails the part being read and the list of parts: one report
	 * is enough, and Reactor would log the other as an error with a stack trace.
	 */
	private static final String ERROR_REPORTED_TWICE = "reactor.onErrorDropped.local";

	private final FormFields fields;

	private final Function<Flux<DataBuffer>, Mono<T>> prepare;

	private final RecordingParts parts;

	private final Set<String> seen = new HashSet<>();

	private final Map<String, T> prepared = new HashMap<>();

	private PromptForm(FormFields fields, Function<Flux<DataBuffer>, Mono<T>> prepare, RecordingParts parts) {
		this.fields = fields;
		this.prepare = prepare;
		this.parts = parts;
	}

	/**
	 * Reads the form in a request.
	 * @param <T> what becomes of the recording
	 * @param request the request
	 * @param fields takes the text fields
	 * @param prepare takes the recording and says what became of it
	 * @return what became of the recording, once everything was read and found right
	 */
	public static <T> Mono<T> read(ServerHttpRequest request, FormFields fields,
			Function<Flux<DataBuffer>, Mono<T>> prepare) {
		return read(request, fields, prepare, Set.of()).map(Recordings::prompt);
	}

	/**
	 * Reads the form in a request that may hold further recordings.
	 * @param <T> what becomes of a recording
	 * @param request the request
	 * @param fields takes the text fields
	 * @param prepare takes a recording and says what became of it
	 * @param optional names of the parts that may hold one beside the prompt
	 * @return what became of the recordings, once everything was read and found right
	 */
	public static <T> Mono<Recordings<T>> read(ServerHttpRequest request, FormFields fields,
			Function<Flux<DataBuffer>, Mono<T>> prepare, Set<String> optional) {
		return readParts(request, fields, prepare,
				new RecordingParts(Set.of(PROMPT), optional, MAX_PROMPT_SIZE, Set.of()))
			.map((prepared) -> {
				Map<String, T> others = new HashMap<>(prepared);
				return new Recordings<>(Objects.requireNonNull(others.remove(PROMPT)), others);
			});
	}

	/**
	 * Reads the form in a request whose recordings have names of their own.
	 * @param <T> what becomes of a recording
	 * @param request the request
	 * @param fields takes the text fields
	 * @param prepare takes a recording and says what became of it
	 * @param parts which parts hold recordings
	 * @return what became of the recordings by the name of their part, once everything
	 * was read and found right
	 */
	public static <T> Mono<Map<String, T>> readParts(ServerHttpRequest request, FormFields fields,
			Function<Flux<DataBuffer>, Mono<T>> prepare, RecordingParts parts) {
		return Mono.defer(() -> {
			PromptForm<T> form = new PromptForm<>(fields, prepare, parts);
			return MultipartBody.of(request, parts)
				.events()
				.windowUntil(PartEvent::isLast, false, 1)
				.concatMap((part) -> part.switchOnFirst((first, events) -> {
					PartEvent event = first.get();
					return (event != null) ? form.take(event, events) : events.then();
				}), 0)
				.then(Mono.fromCallable(form::complete))
				.contextWrite((context) -> context.put(ERROR_REPORTED_TWICE, (Consumer<Throwable>) PromptForm::ignore));
		});
	}

	private Mono<Void> take(PartEvent first, Flux<PartEvent> events) {
		String name = first.headers().getContentDisposition().getName();
		if (name == null || name.isBlank()) {
			return Mono.error(MultipartBody.malformed(this.parts.main(), "A part has no name"));
		}
		if (!this.seen.add(name)) {
			return Mono.error(FieldProblems.duplicate(name));
		}
		return this.parts.include(name) ? takeRecording(name, first, events) : takeField(name, events);
	}

	private Mono<Void> takeRecording(String name, PartEvent first, Flux<PartEvent> events) {
		// Browsers send what nobody chose as an empty part.
		if (this.parts.optional().contains(name) && first.isLast() && first.content().readableByteCount() == 0) {
			return events.then();
		}
		if (first instanceof FormPartEvent) {
			return Mono.error(FieldProblems.invalid(name, "sent as a file, with a file name"));
		}
		this.parts.check(name,
				Optional.ofNullable(first.headers().getContentType()).orElse(MediaType.APPLICATION_OCTET_STREAM));
		return this.prepare
			.apply(limited(this.parts.maxSize(), events.map(PartEvent::content),
					() -> FieldProblems.tooLarge(name, this.parts.maxSize())))
			.onErrorMap((error) -> RecordingProblems.about(name, error))
			.doOnNext((result) -> this.prepared.put(name, result))
			.then();
	}

	private Mono<Void> takeField(String name, Flux<PartEvent> events) {
		return DataBufferUtils.join(limited(MAX_FIELD_SIZE, events.map(PartEvent::content), () -> tooLarge(name)))
			.map((content) -> content.toString(StandardCharsets.UTF_8))
			.defaultIfEmpty("")
			.doOnNext((value) -> this.fields.accept(name, value))
			.then();
	}

	// A recording under a name that nobody knows is no field that has to be shorter.
	private ProblemException tooLarge(String name) {
		try {
			this.fields.accept(name, "");
		}
		catch (ProblemException ex) {
			if (FieldProblems.isUnknown(ex)) {
				return ex;
			}
		}
		return FieldProblems.tooLarge(name, MAX_FIELD_SIZE);
	}

	private Map<String, T> complete() {
		this.fields.requireAll();
		for (String name : this.parts.required()) {
			if (!this.prepared.containsKey(name)) {
				throw FieldProblems.missing(name);
			}
		}
		return Map.copyOf(this.prepared);
	}

	private static Flux<DataBuffer> limited(DataSize limit, Flux<DataBuffer> content,
			Supplier<ProblemException> tooLarge) {
		AtomicLong size = new AtomicLong();
		return content.handle((buffer, sink) -> {
			if (size.addAndGet(buffer.readableByteCount()) > limit.toBytes()) {
				DataBufferUtils.release(buffer);
				sink.error(tooLarge.get());
			}
			else {
				sink.next(buffer);
			}
		});
	}

	private static void ignore(Throwable reportedBefore) {
	}

}
