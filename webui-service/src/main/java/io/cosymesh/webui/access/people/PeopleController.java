package io.cosymesh.webui.access.people;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.form.JsonFields;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Lets administrators manage the people of their tenant.
 */
@RestController
@RequestMapping("/api/v1/users")
class PeopleController {

	private static final int MOST = 200;

	private final People people;

	private final DatabaseWork work;

	PeopleController(People people, DatabaseWork work) {
		this.people = people;
		this.work = work;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<ResponseEntity<PersonDescription>> add(@RequestBody JsonNode body, ServerWebExchange exchange) {
		return Mono.zip(Origin.of(exchange), Account.of(exchange)).flatMap((by) -> {
			PersonDraft draft = PersonDraft.of(body, by.getT2());
			if (!by.getT2().administers(draft.tenant())) {
				return Mono.error(PeopleProblems.otherTenant());
			}
			return this.work.ask(() -> this.people.add(by.getT1(), draft));
		})
			.map((person) -> ResponseEntity.created(URI.create("/api/v1/users/" + person.name()))
				.body(PersonDescription.of(person)));
	}

	@GetMapping
	Mono<Page> list(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "") String after,
			ServerWebExchange exchange) {
		if (limit < 1 || limit > MOST) {
			return Mono.error(JsonFields.invalid("limit", "1 to " + MOST));
		}
		return Account.of(exchange)
			.flatMap((admin) -> this.work.ask(() -> this.people.page(admin, after, limit + 1)))
			.map((found) -> Page.of(found, limit));
	}

	@GetMapping("/{name}")
	Mono<PersonDescription> get(@PathVariable String name, ServerWebExchange exchange) {
		return Account.of(exchange)
			.flatMap((admin) -> this.work.ask(() -> this.people.get(admin, name)))
			.map(PersonDescription::of);
	}

	@PatchMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<PersonDescription> change(@PathVariable String name, @RequestBody JsonNode body, ServerWebExchange exchange) {
		PersonChanges changes = PersonChanges.of(name, body);
		return Mono.zip(Origin.of(exchange), Account.of(exchange))
			.flatMap((by) -> this.work.ask(() -> this.people.change(by.getT1(), by.getT2(), name, changes)))
			.map(PersonDescription::of);
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> delete(@PathVariable String name, ServerWebExchange exchange) {
		return Mono.zip(Origin.of(exchange), Account.of(exchange)).flatMap((by) -> this.work.ask(() -> {
			this.people.delete(by.getT1(), by.getT2(), name);
			return true;
		})).then();
	}

	/**
	 * People by name.
	 *
	 * @param users the people
	 * @param next what to send as {@code after} for the next page
	 */
	record Page(List<PersonDescription> users, @Nullable String next) {

		static Page of(List<Person> found, int limit) {
			List<PersonDescription> users = found.stream().limit(limit).map(PersonDescription::of).toList();
			return new Page(users, (found.size() > limit) ? users.getLast().name() : null);
		}

	}

}
