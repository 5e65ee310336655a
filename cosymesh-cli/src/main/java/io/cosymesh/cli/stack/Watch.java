package io.cosymesh.cli.stack;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.Console;

/**
 * Stays in the foreground while services run, and says when one ends.
 */
final class Watch {

	private static final Duration POLL = Duration.ofSeconds(1);

	private final LocalStack stack;

	private final Console console;

	Watch(LocalStack stack, Console console) {
		this.stack = stack;
		this.console = console;
	}

	void untilAllEnd() {
		Set<MeshService> ended = EnumSet.noneOf(MeshService.class);
		while (ended.size() < MeshService.all().size()) {
			LockSupport.parkNanos(POLL.toNanos());
			Set<MeshService> now = EnumSet.noneOf(MeshService.class);
			now.addAll(this.stack.missing());
			now.stream()
				.filter((service) -> !ended.contains(service))
				.forEach((service) -> this.console.say(
						"%1$s has ended; ./cosymesh restart %1$s starts it again".formatted(service.serviceAccount())));
			ended.clear();
			ended.addAll(now);
		}
		this.console.say("Nothing runs any more.");
	}

}
