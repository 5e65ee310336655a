package io.cosymesh.mesh.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.netty.channel.Channel;

/**
 * Who has a connection, and who gives it up when all places are taken: of the address
 * with most connections at rest the one that has rested longest. A connection rests while
 * no request of it is being answered, so whoever merely holds places can't keep others
 * out, and whoever is being served is left alone.
 */
final class OpenConnections {

	private final int max;

	private final Map<Channel, Integer> requests = new HashMap<>();

	private final Map<InetAddress, Set<Channel>> resting = new HashMap<>();

	private boolean exhausted;

	OpenConnections(int max) {
		this.max = max;
	}

	/**
	 * Takes in a new connection.
	 * @param channel the connection
	 * @return the one that has to go for it: nobody while there is room, itself when
	 * everybody else is being served
	 */
	synchronized Optional<Channel> admit(Channel channel) {
		Optional<Channel> leaving = (this.requests.size() < this.max) ? Optional.empty()
				: Optional.of(longestAtRest().orElse(channel));
		leaving.ifPresent(this::remove);
		if (leaving.filter(channel::equals).isEmpty()) {
			this.requests.put(channel, 0);
			rest(channel);
		}
		return leaving;
	}

	/**
	 * Returns whether all places have been taken for the first time since at least half
	 * of them were free.
	 */
	synchronized boolean isNewlyExhausted() {
		boolean before = this.exhausted;
		this.exhausted = true;
		return !before;
	}

	synchronized void leave(Channel channel) {
		remove(channel);
		this.exhausted &= this.requests.size() > this.max / 2;
	}

	synchronized void begin(Channel channel) {
		if (this.requests.computeIfPresent(channel, (_, running) -> running + 1) != null) {
			unrest(channel);
		}
	}

	synchronized void end(Channel channel) {
		Integer running = this.requests.computeIfPresent(channel, (_, before) -> before - 1);
		if (running != null && running == 0) {
			rest(channel);
		}
	}

	private void remove(Channel channel) {
		this.requests.remove(channel);
		unrest(channel);
	}

	private void rest(Channel channel) {
		this.resting.computeIfAbsent(addressOf(channel), (_) -> new LinkedHashSet<>()).add(channel);
	}

	private void unrest(Channel channel) {
		this.resting.computeIfPresent(addressOf(channel), (_, channels) -> {
			channels.remove(channel);
			return channels.isEmpty() ? null : channels;
		});
	}

	private Optional<Channel> longestAtRest() {
		return this.resting.values()
			.stream()
			.max(Comparator.comparingInt(Set::size))
			.map((channels) -> channels.iterator().next());
	}

	private static InetAddress addressOf(Channel channel) {
		return (channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null)
				? remote.getAddress() : InetAddress.getLoopbackAddress();
	}

}
