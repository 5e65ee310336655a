package io.cosymesh.webui.console;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows administrators the engines and the queue, and lets them reload and probe the
 * engine where that is granted. What is done is remembered before it is done.
 */
@RestController
class EngineController {

	private static final String SUBJECT = "engine";

	private static final String READ_ONLY = "console-read-only";

	private final BackendDesk backend;

	private final ConsoleProperties console;

	private final AuditTrail audit;

	private final DatabaseWork work;

	private final JsonMapper json;

	EngineController(BackendDesk backend, ConsoleProperties console, AuditTrail audit, DatabaseWork work,
			JsonMapper json) {
		this.backend = backend;
		this.console = console;
		this.audit = audit;
		this.work = work;
		this.json = json;
	}

	@GetMapping("/api/v1/mesh/engines")
	Mono<ResponseEntity<byte[]>> engines(ServerWebExchange exchange) {
		return this.backend.ask(HttpMethod.GET, "/internal/engines", exchange).map(this::withGrant);
	}

	@GetMapping("/api/v1/mesh/queue")
	Mono<ResponseEntity<byte[]>> queue(ServerWebExchange exchange) {
		return this.backend.ask(HttpMethod.GET, "/internal/queue", exchange);
	}

	@PostMapping("/api/v1/mesh/engines/reload")
	Mono<ResponseEntity<byte[]>> reload(ServerWebExchange exchange) {
		return act(EngineAction.RELOAD, exchange);
	}

	@PostMapping("/api/v1/mesh/engines/probe")
	Mono<ResponseEntity<byte[]>> probe(ServerWebExchange exchange) {
		return act(EngineAction.PROBE, exchange);
	}

	private Mono<ResponseEntity<byte[]>> act(EngineAction action, ServerWebExchange exchange) {
		return Mono.zip(Origin.of(exchange), Account.of(exchange))
			.flatMap((by) -> isGranted(by.getT2()) ? remember(action, by.getT1()) : refuse(action, by.getT1()))
			.then(Mono.defer(() -> this.backend.ask(HttpMethod.POST, action.path(), exchange)));
	}

	// Administrators of other tenants don't run the place.
	private boolean isGranted(Account account) {
		return this.console.actions() && account.administers(Account.DEFAULT_TENANT);
	}

	private Mono<Boolean> remember(EngineAction action, Origin origin) {
		return this.work.change(() -> {
			this.audit.done(origin, action.event(), SUBJECT);
			return true;
		});
	}

	private Mono<Boolean> refuse(EngineAction action, Origin origin) {
		this.audit.refused(origin, action.event(), SUBJECT, READ_ONLY);
		return Mono.error(ProblemException.of(HttpStatus.FORBIDDEN, READ_ONLY, "Forbidden",
				"The console shows things and changes none, unless cosymesh.console.actions grants it to those who run the place"));
	}

	private ResponseEntity<byte[]> withGrant(ResponseEntity<byte[]> answer) {
		if (!answer.getStatusCode().is2xxSuccessful()) {
			return answer;
		}
		ObjectNode view = this.json.createObjectNode().put("actions", this.console.actions());
		view.set("engines", this.json.readTree(answer.getBody()).path("engines"));
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this.json.writeValueAsBytes(view));
	}

}
