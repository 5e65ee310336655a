package io.cosymesh.backend.job;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.speech.SpeechWriter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * Takes jobs in, tells how they are, hands out what they made.
 */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

	private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

	private final JobDesk desk;

	private final JobWriter writer;

	private final JobFeed feed;

	private final JobAudio audio;

	private final JobProperties properties;

	JobController(JobDesk desk, JobWriter writer, JobFeed feed, JobAudio audio, JobProperties properties) {
		this.desk = desk;
		this.writer = writer;
		this.feed = feed;
		this.audio = audio;
		this.properties = properties;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<ResponseEntity<Object>> accept(@RequestBody JsonNode body,
			@RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key, ServerWebExchange exchange) {
		if (key != null && !KEY.matcher(key).matches()) {
			throw FieldProblems.invalid(IDEMPOTENCY_KEY, "1 to 255 visible ASCII characters");
		}
		JobRequest request = JobRequest.of(body, this.properties.queue().batch());
		Jobs.Identification identification = new Jobs.Identification(key, request.fingerprint(), request.isBatch());
		return Caller.of(exchange)
			.flatMap((caller) -> this.writer.scripts(caller, request)
				.flatMap((scripts) -> this.desk.accept(caller, scripts, identification)))
			.flatMap((accepted) -> this.desk.describe(accepted.jobs())
				.map((jobs) -> ResponseEntity.status(HttpStatus.ACCEPTED)
					.location(URI.create("/api/v1/jobs/" + accepted.id()))
					.body(request.isBatch() ? new Batch(accepted.id(), jobs) : jobs.getFirst())));
	}

	@GetMapping
	Mono<JobDesk.Page> list(@RequestParam(defaultValue = "50") int limit, @RequestParam @Nullable String after,
			@RequestParam @Nullable String state, ServerWebExchange exchange) {
		return Caller.of(exchange).flatMap((caller) -> this.desk.find(JobSearch.of(caller, limit, after, state)));
	}

	@GetMapping("/{id}")
	Mono<Object> get(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.desk.find(caller, id))
			.flatMap(this.desk::describe)
			.map((jobs) -> jobs.getFirst().id().toString().equalsIgnoreCase(id) ? jobs.getFirst()
					: new Batch(UUID.fromString(id), jobs));
	}

	@GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> events(@PathVariable String id,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
			ServerWebExchange exchange) {
		int after = lastEvent(last);
		return Caller.of(exchange)
			.flatMap((caller) -> this.desk.findOne(caller, id))
			.flatMapMany((job) -> this.feed.listen(job.id(), after));
	}

	@GetMapping("/{id}/audio")
	Mono<Void> audio(@PathVariable String id, @RequestParam @Nullable String format,
			@RequestParam @Nullable String sampleRate, @RequestParam(defaultValue = "false") boolean follow,
			@RequestParam(defaultValue = "false") boolean partial, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.desk.findOne(caller, id))
			.flatMap((job) -> this.audio.deliver(job, new JobAudio.Wish(format, sampleRate, follow, partial)))
			.flatMap((speech) -> SpeechWriter.write(speech, exchange.getResponse()));
	}

	@PostMapping("/{id}/retry")
	Mono<ResponseEntity<JobDescription>> retry(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.desk.findOne(caller, id)
				.flatMap((job) -> this.writer.voice(caller, job.script().speech())
					.flatMap((voice) -> this.desk.retry(job, voice))))
			.flatMap((job) -> this.desk.describe(List.of(job)))
			.map((jobs) -> ResponseEntity.accepted()
				.header(HttpHeaders.LOCATION, "/api/v1/jobs/" + jobs.getFirst().id())
				.body(jobs.getFirst()));
	}

	@DeleteMapping("/{id}")
	Mono<ResponseEntity<Void>> delete(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.desk.find(caller, id))
			.flatMap(this.desk::delete)
			.thenReturn(ResponseEntity.noContent().build());
	}

	private static int lastEvent(@Nullable String last) {
		try {
			int number = (last != null && !last.isBlank()) ? Integer.parseInt(last.strip()) : 0;
			if (number >= 0) {
				return number;
			}
		}
		catch (NumberFormatException _) {
			// refused below
		}
		throw FieldProblems.invalid("Last-Event-ID", "the id of an event of this job");
	}

	/**
	 * Jobs that came together.
	 *
	 * @param id the batch
	 * @param jobs its jobs, in the order of the request
	 */
	record Batch(UUID id, List<JobDescription> jobs) {

	}

}
