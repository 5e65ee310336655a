package io.cosymesh.cli.stack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.StateDirectory;

/**
 * The log files of the local stack.
 */
final class LocalLogs {

	private static final Duration POLL = Duration.ofMillis(250);

	private final StateDirectory state;

	private final LogRequest request;

	private final Console console;

	LocalLogs(StateDirectory state, LogRequest request, Console console) {
		this.state = state;
		this.request = request;
		this.console = console;
	}

	void print() {
		Map<MeshService, Long> positions = new EnumMap<>(MeshService.class);
		this.request.services().forEach((each) -> positions.put(each, printLast(each)));
		if (this.request.follow()) {
			follow(positions);
		}
	}

	private void follow(Map<MeshService, Long> positions) {
		while (!Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(POLL.toNanos());
			positions.replaceAll((each, position) -> printAdded(each, position));
		}
	}

	private long printLast(MeshService each) {
		ServiceLog log = log(each);
		long end = log.size();
		log.tail(0, this.request.lines()).forEach((line) -> show(each, line));
		return end;
	}

	private long printAdded(MeshService each, long position) {
		ServiceLog log = log(each);
		long from = (log.size() < position) ? 0 : position;
		byte[] added = log.read(from);
		int complete = lastLineEnd(added);
		new String(added, 0, complete, StandardCharsets.UTF_8).lines().forEach((line) -> show(each, line));
		return from + complete;
	}

	private static int lastLineEnd(byte[] bytes) {
		int end = bytes.length;
		while (end > 0 && bytes[end - 1] != '\n') {
			end--;
		}
		return end;
	}

	private void show(MeshService each, String line) {
		this.console.print(this.request.shown(each.serviceAccount(), line));
	}

	private ServiceLog log(MeshService each) {
		return new ServiceLog(this.state.log(each.serviceAccount()));
	}

}
