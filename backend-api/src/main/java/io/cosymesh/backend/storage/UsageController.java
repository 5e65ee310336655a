package io.cosymesh.backend.storage;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Says how much the caller's tenant keeps.
 */
@RestController
class UsageController {

	private final Quota quota;

	private final Scheduler blocking;

	UsageController(Quota quota, Scheduler blockingScheduler) {
		this.quota = quota;
		this.blocking = blockingScheduler;
	}

	@GetMapping("/api/v1/usage")
	Mono<Usage> usage(ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> Mono.fromCallable(() -> this.quota.usage(caller.tenant())).subscribeOn(this.blocking));
	}

}
