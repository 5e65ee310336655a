package io.cosymesh.backend.job;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells operators how long the queue is. The gateway decides who is one.
 */
@RestController
class QueueController {

	private final QueueTable table;

	private final JobProperties.Queue limits;

	private final Scheduler blocking;

	QueueController(QueueTable table, JobProperties properties, Scheduler blockingScheduler) {
		this.table = table;
		this.limits = properties.queue();
		this.blocking = blockingScheduler;
	}

	@GetMapping("/internal/queue")
	Mono<QueueOverview> overview() {
		return Mono
			.fromCallable(() -> new QueueOverview(this.limits.total(), this.limits.perTenant(), this.table.count()))
			.subscribeOn(this.blocking);
	}

}
