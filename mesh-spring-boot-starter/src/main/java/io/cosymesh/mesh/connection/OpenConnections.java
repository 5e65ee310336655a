package io.cosymesh.mesh.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

import io.netty.channel.Channel;

/**
 * Who has a connection, and who gives it up when all places are taken: of the address
 * with most connections at rest the one that has rested longest. A connection rests while
 * no request of it is being answered, so whoever merely holds places can't keep others
 * out, and whoever is being served is left alone. When everybody is, an address with more
 * than its share gives up its newest to one with less: requests that never end hold
 * places too.
 */
final class OpenConnections {

	// An address that holds more than one in four is crowding the others.
	private static final int SHARES = 4;

	private final int max;

	private final Map<InetAddress, SequencedSet<Channel>> places = new HashMap<>();

	private final Map<Channel, Integer> requests = new HashMap<>();

	private final Map<InetAddress, SequencedSet<Channel>> resting = new HashMap<>();

	private boolean exhausted;

	OpenConnections(int max) {
		this.max = max;
	}

	/**
	 * Takes in a new connection.
	 * @param channel the connection
	 * @return the one that has to go for it: nobody while there is room, itself when
	 * everybody else is being served and nobody crowds it out
	 */
	synchronized Optional<Channel> admit(Channel channel) {
		Optional<Channel> leaving = (this.requests.size() < this.max) ? Optional.empty()
				: Optional.of(longestAtRest().or(() -> newestOfCrowd(addressOf(channel))).orElse(channel));
		leaving.ifPresent(this::remove);
		if (leaving.filter(channel::equals).isEmpty()) {
			this.requests.put(channel, 0);
			add(this.places, channel);
			add(this.resting, channel);
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
			remove(this.resting, channel);
		}
	}

	synchronized void end(Channel channel) {
		Integer running = this.requests.computeIfPresent(channel, (_, before) -> before - 1);
		if (running != null && running == 0) {
			add(this.resting, channel);
		}
	}

	private void remove(Channel channel) {
		this.requests.remove(channel);
		remove(this.places, channel);
		remove(this.resting, channel);
	}

	private Optional<Channel> longestAtRest() {
		return most(this.resting).map(SequencedSet::getFirst);
	}

	private Optional<Channel> newestOfCrowd(InetAddress newcomer) {
		int own = this.places.getOrDefault(newcomer, new LinkedHashSet<>()).size();
		return most(this.places).filter((crowd) -> crowd.size() > Math.max(own + 1, this.max / SHARES))
			.map(SequencedSet::getLast);
	}

	private static Optional<SequencedSet<Channel>> most(Map<InetAddress, SequencedSet<Channel>> channels) {
		return channels.values().stream().max(Comparator.comparingInt(Set::size));
	}

	private static void add(Map<InetAddress, SequencedSet<Channel>> channels, Channel channel) {
		channels.computeIfAbsent(addressOf(channel), (_) -> new LinkedHashSet<>()).add(channel);
	}

	private static void remove(Map<InetAddress, SequencedSet<Channel>> channels, Channel channel) {
		channels.computeIfPresent(addressOf(channel), (_, ofAddress) -> {
			ofAddress.remove(channel);
			return ofAddress.isEmpty() ? null : ofAddress;
		});
	}

	private static InetAddress addressOf(Channel channel) {
		return (channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null)
				? remote.getAddress() : InetAddress.getLoopbackAddress();
	}

}
