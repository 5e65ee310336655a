package io.cosymesh.webui.access.signin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.people.People;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.session.CsrfTokens;
import io.cosymesh.webui.access.session.Sessions;
import io.cosymesh.webui.access.throttle.PasswordThrottle;

import reactor.core.publisher.Mono;

/**
 * Signs people in and out. Taking only JSON keeps other sites' forms from signing anybody
 * in.
 */
@RestController
@RequestMapping("/session")
class SigninController {

	private final People people;

	private final Sessions sessions;

	private final CsrfTokens tokens;

	private final PasswordThrottle throttle;

	private final AuditTrail audit;

	private final DatabaseWork work;

	SigninController(People people, Sessions sessions, CsrfTokens tokens, PasswordThrottle throttle, AuditTrail audit,
			DatabaseWork work) {
		this.people = people;
		this.sessions = sessions;
		this.tokens = tokens;
		this.throttle = throttle;
		this.audit = audit;
		this.work = work;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> signIn(@RequestBody Credentials credentials, ServerWebExchange exchange) {
		String address = Origin.addressOf(exchange);
		String name = Objects.requireNonNullElse(credentials.username(), "");
		String password = Objects.requireNonNullElse(credentials.password(), "");
		this.throttle.attempt(address, name);
		return this.work.ask(() -> check(name, password, exchange))
			.flatMap(Mono::justOrEmpty)
			.filterWhen((person) -> this.sessions.begin(person, exchange))
			.switchIfEmpty(Mono.error(SigninController::wrong))
			.doOnNext((_) -> this.throttle.succeeded(address, name))
			.then();
	}

	@GetMapping
	Mono<SessionView> session(ServerWebExchange exchange) {
		return Mono.zip(Account.of(exchange), this.tokens.loadToken(exchange))
			.map((session) -> SessionView.of(session.getT1(), session.getT2()));
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> signOut(ServerWebExchange exchange) {
		return this.sessions.end(exchange);
	}

	private Optional<Person> check(String name, String password, ServerWebExchange exchange) {
		Optional<Person> person = this.people.check(name, password);
		if (person.isEmpty()) {
			// People type passwords in place of their names: only names there are get
			// kept.
			String subject = this.people.find(name).map(Person::name).orElse("unknown");
			this.audit.refused(Origin.stranger(exchange), "signed-in", "user:" + subject, "wrong-credentials");
		}
		return person;
	}

	private static ProblemException wrong() {
		return ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-credentials", "Unauthorized",
				"The user name or the password is wrong");
	}

	record Credentials(@Nullable String username, @Nullable String password) {

		@Override
		public String toString() {
			return "Credentials[***]";
		}

	}

	record SessionView(String user, String tenant, List<String> scopes, Csrf csrf) {

		static SessionView of(Account account, CsrfToken token) {
			return new SessionView(account.name(), account.tenant(), Scope.words(account.scopes()),
					new Csrf(token.getHeaderName(), token.getToken()));
		}

	}

	record Csrf(String header, String token) {

		@Override
		public String toString() {
			return "Csrf[***]";
		}

	}

}
