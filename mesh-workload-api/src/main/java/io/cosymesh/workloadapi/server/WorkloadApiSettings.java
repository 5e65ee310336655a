package io.cosymesh.workloadapi.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.cosymesh.workloadapi.socket.SocketAccess;

/**
 * How a Workload API is served.
 *
 * @param socket where its socket will be
 * @param access who may connect
 * @param hint what the operator says the SVID is for, at most 1024 bytes; may be empty
 * @param pushSpread the longest time between a new SVID and the last client's hearing of
 * it
 */
public record WorkloadApiSettings(Path socket, SocketAccess access, String hint, Duration pushSpread) {

	private static final int MAX_HINT_BYTES = 1024;

	public WorkloadApiSettings {
		if (hint.getBytes(StandardCharsets.UTF_8).length > MAX_HINT_BYTES) {
			throw new IllegalArgumentException("The hint is longer than %d bytes".formatted(MAX_HINT_BYTES));
		}
		if (pushSpread.isNegative()) {
			throw new IllegalArgumentException("The spread of pushes must not be negative");
		}
	}

	/**
	 * Returns settings for the server's own user alone, without a hint.
	 * @param socket where the socket will be
	 */
	public static WorkloadApiSettings of(Path socket) {
		return new WorkloadApiSettings(socket, SocketAccess.ownerOnly(), "", Duration.ofSeconds(1));
	}

}
