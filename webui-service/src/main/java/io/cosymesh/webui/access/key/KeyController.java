package io.cosymesh.webui.access.key;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.form.JsonFields;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Lets administrators manage the keys of their tenant, and people their own.
 */
@RestController
@RequestMapping("/api/v1/keys")
class KeyController {

	private static final int MOST = 200;

	private static final int LONGEST_GRACE = (int) Duration.ofDays(7).toSeconds();

	private final Keys keys;

	private final FileKey fileKey;

	private final DatabaseWork work;

	private final InstantSource clock;

	KeyController(Keys keys, FileKey fileKey, DatabaseWork work, InstantSource clock) {
		this.keys = keys;
		this.fileKey = fileKey;
		this.work = work;
		this.clock = clock;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<ResponseEntity<KeyDescription>> create(@RequestBody JsonNode body, ServerWebExchange exchange) {
		return Mono.zip(Origin.of(exchange), Account.of(exchange)).flatMap((by) -> {
			KeyTerms terms = KeyDraft.of(body, by.getT2(), this.clock.instant());
			return this.work.change(() -> this.keys.create(by.getT1(), terms));
		}).map((key) -> ResponseEntity.created(URI.create("/api/v1/keys/" + key.id())).body(key));
	}

	@GetMapping
	Mono<Page> list(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "") String after,
			@RequestParam(required = false) @Nullable String tenant, ServerWebExchange exchange) {
		if (limit < 1 || limit > MOST) {
			return Mono.error(JsonFields.invalid("limit", "1 to " + MOST));
		}
		return Account.of(exchange).flatMap((caller) -> {
			String whose = (tenant != null) ? tenant : caller.tenant();
			if (!whose.equals(caller.tenant()) && !caller.administers(whose)) {
				return Mono.error(KeyProblems.otherTenant());
			}
			String owner = caller.has(Scope.ADMIN) ? "" : caller.name();
			boolean withFile = caller.has(Scope.ADMIN) && whose.equals(Account.DEFAULT_TENANT) && after.isEmpty();
			return this.work.ask(() -> this.keys.page(new KeySearch(whose, owner, after, limit)))
				.map((found) -> Page.of(withFile ? this.fileKey.description() : Optional.empty(), found, limit));
		});
	}

	@GetMapping("/{id}")
	Mono<KeyDescription> get(@PathVariable String id, ServerWebExchange exchange) {
		return Account.of(exchange)
			.flatMap((caller) -> isFile(id, caller) ? Mono.justOrEmpty(this.fileKey.description())
					: this.work.ask(() -> this.keys.get(caller, id)).map(KeyDescription::of));
	}

	@PostMapping("/{id}/rotate")
	Mono<KeyDescription> rotate(@PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body,
			ServerWebExchange exchange) {
		Optional<Duration> grace = Optional.ofNullable(body)
			.flatMap((json) -> JsonFields.of(json, List.of("graceSeconds")).number("graceSeconds", 0, LONGEST_GRACE))
			.map(Duration::ofSeconds);
		return Mono.zip(Origin.of(exchange), Account.of(exchange))
			.flatMap((by) -> isFile(id, by.getT2()) ? Mono.error(KeyProblems.ofFile())
					: this.work.change(() -> this.keys.rotate(by.getT1(), by.getT2(), id, grace)));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> revoke(@PathVariable String id, ServerWebExchange exchange) {
		return Mono.zip(Origin.of(exchange), Account.of(exchange))
			.flatMap((by) -> isFile(id, by.getT2()) ? Mono.error(KeyProblems.ofFile()) : this.work.change(() -> {
				this.keys.revoke(by.getT1(), by.getT2(), id);
				return true;
			}))
			.then();
	}

	private boolean isFile(String id, Account caller) {
		return id.equals(FileKey.ID) && caller.administers(Account.DEFAULT_TENANT)
				&& this.fileKey.description().isPresent();
	}

	/**
	 * Keys by id, the operator's own first.
	 *
	 * @param keys the keys
	 * @param next what to send as {@code after} for the next page
	 */
	record Page(List<KeyDescription> keys, @Nullable String next) {

		static Page of(Optional<KeyDescription> file, List<StoredKey> found, int limit) {
			List<KeyDescription> keys = new ArrayList<>();
			file.ifPresent(keys::add);
			found.stream().limit(limit).map(KeyDescription::of).forEach(keys::add);
			return new Page(keys, (found.size() > limit) ? found.get(limit - 1).id() : null);
		}

	}

}
