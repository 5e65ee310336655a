package io.cosymesh.webui.access.people;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.form.JsonFields;
import io.cosymesh.webui.access.throttle.PasswordThrottle;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Lets people change their own password, which ends their sessions, this one too.
 */
@RestController
class PasswordController {

	private static final String OLD = "oldPassword";

	private static final String NEW = "newPassword";

	private final People people;

	private final PasswordThrottle throttle;

	private final DatabaseWork work;

	PasswordController(People people, PasswordThrottle throttle, DatabaseWork work) {
		this.people = people;
		this.throttle = throttle;
		this.work = work;
	}

	@PostMapping(path = "/api/v1/users/me/password", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> change(@RequestBody JsonNode body, ServerWebExchange exchange) {
		JsonFields fields = JsonFields.of(body, List.of(OLD, NEW));
		String oldPassword = fields.requiredText(OLD);
		return exchange.getPrincipal()
			.ofType(SignedIn.class)
			.filter((self) -> self.proof() == SignedIn.Proof.SESSION)
			.switchIfEmpty(Mono.error(PeopleProblems::noPassword))
			.flatMap((self) -> {
				String newPassword = PersonRules.password(NEW, fields.requiredText(NEW), self.getName());
				// Whoever got hold of a session must not guess at leisure.
				String who = "password of " + self.getName();
				this.throttle.attempt(who);
				return this.work
					.ask(() -> this.people.changePassword(Origin.of(exchange, self), self.account(), oldPassword,
							newPassword))
					.doOnNext((_) -> this.throttle.succeeded(who));
			})
			.then();
	}

}
