package io.cosymesh.webui.access.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.database.DatabaseWork;

import reactor.core.publisher.Mono;

/**
 * Shows administrators who did what: in their tenant, or anywhere if they run the place.
 */
@RestController
class AuditController {

	private final AuditTable table;

	private final DatabaseWork work;

	AuditController(AuditTable table, DatabaseWork work) {
		this.table = table;
		this.work = work;
	}

	@GetMapping("/api/v1/audit")
	Mono<Page> events(@RequestParam(required = false) @Nullable Integer limit,
			@RequestParam(required = false) @Nullable String after,
			@RequestParam(required = false) @Nullable String actor,
			@RequestParam(required = false) @Nullable String action, ServerWebExchange exchange) {
		AuditSearch search = AuditSearch.of(limit, after, actor, action);
		return Account.of(exchange)
			.map((account) -> account.tenant().equals(Account.DEFAULT_TENANT) ? search
					: search.within(account.tenant()))
			.flatMap((own) -> this.work.ask(() -> this.table.page(own)))
			.map((found) -> Page.of(found, search.limit()));
	}

	/**
	 * Events newest first.
	 *
	 * @param events the events
	 * @param next what to send as {@code after} for the next page
	 */
	record Page(List<AuditEntry> events, @Nullable String next) {

		static Page of(List<AuditEntry> found, int limit) {
			if (found.size() <= limit) {
				return new Page(found, null);
			}
			List<AuditEntry> events = found.subList(0, limit);
			return new Page(events, String.valueOf(events.getLast().id()));
		}

	}

}
