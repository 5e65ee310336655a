package io.cosymesh.mesh.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.telemetry.TrafficKey.Edge;
import io.cosymesh.mesh.tls.NegotiatedTls;

/**
 * The open connections of each edge. What there is to know of one is found out with its
 * first request.
 */
final class Connections {

	private static final AttributeKey<Known> KNOWN = AttributeKey.valueOf(Connections.class, "known");

	private final Map<Edge, Counted> edges = new ConcurrentHashMap<>();

	/**
	 * Returns what is known of a connection.
	 * @param channel the connection, or one of its streams
	 * @param edge tells which edge it belongs to, asked once
	 */
	Known of(Channel channel, Supplier<Edge> edge) {
		Channel connection = (channel instanceof Http2StreamChannel stream) ? stream.parent() : channel;
		Known known = connection.attr(KNOWN).get();
		if (known != null) {
			return known;
		}
		Edge its = edge.get();
		Known first = new Known(its, NegotiatedTls.of(connection).orElse(null), new RecentRows());
		Known earlier = connection.attr(KNOWN).setIfAbsent(first);
		if (earlier != null) {
			return earlier;
		}
		Counted counted = this.edges.computeIfAbsent(its, (_) -> new Counted());
		counted.open.incrementAndGet();
		counted.secured = first.secured();
		connection.closeFuture().addListener((_) -> counted.open.decrementAndGet());
		return first;
	}

	Open on(Edge edge) {
		Counted counted = this.edges.get(edge);
		return (counted != null) ? new Open(counted.open.get(), counted.secured) : new Open(0, null);
	}

	/**
	 * A connection.
	 *
	 * @param edge the edge it belongs to
	 * @param secured what it agreed on, {@code null} in plaintext
	 * @param rows the rows of its requests so far
	 */
	record Known(Edge edge, @Nullable NegotiatedTls secured, RecentRows rows) {

		String tls() {
			if (this.secured == null) {
				return "disabled";
			}
			return (this.edge.peer().id() != null) ? "true" : "no_identity";
		}

	}

	/**
	 * The connections of an edge.
	 *
	 * @param number how many are open
	 * @param secured what the last one that was opened agreed on
	 */
	record Open(int number, @Nullable NegotiatedTls secured) {

	}

	private static final class Counted {

		private final AtomicInteger open = new AtomicInteger();

		private volatile @Nullable NegotiatedTls secured;

	}

}
